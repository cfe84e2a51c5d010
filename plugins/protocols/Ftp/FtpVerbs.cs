using System.Text;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Ftp;

/// <summary>
/// The commands of FTP: RFC 959 §4.1, RFC 775 (the X forms), RFC 1639, RFC 2228 §3, RFC 2389, RFC 2428, RFC 2640, RFC 3659, RFC 7151, and
/// those that clients send without one.
/// </summary>
static class FtpVerbs
{
    const int Longest = 4;

    static readonly string[] OwnNames = (
        "ACCT CWD CDUP SMNT REIN PORT PASV TYPE STRU STOR STOU APPE ALLO REST RNFR RNTO ABOR RMD MKD PWD NLST SITE SYST FEAT OPTS EPRT EPSV LPRT "
        + "LPSV ADAT CCC CONF ENC MIC PBSZ PROT MDTM MFMT MFCT MFF MLST MLSD SIZE HOST CLNT XPWD XCWD XMKD XRMD XCUP CSID AVBL").Split(' ');

    static readonly string[] SharedNames = "USER PASS RETR LIST DELE STAT MODE HELP NOOP QUIT LANG".Split(' ');

    static readonly int[] Own = Pack(OwnNames);

    static readonly int[] Shared = Pack(SharedNames);

    static readonly int Auth = Pack("AUTH"u8);

    /// <summary>The weight of a command line, which may be cut short behind the verb.</summary>
    internal static VerbWeight WeightOf(ReadOnlySpan<byte> line)
    {
        int length = VerbLength(line);
        if (length is < 3 or > Longest || (length < line.Length && line[length] != ' ')) return VerbWeight.None;
        int verb = Pack(line[..length]);
        if (verb == Auth) return IsFtpMechanism(line[Math.Min(line.Length, length + 1)..].TrimEnd((byte)' ')) ? VerbWeight.Own : VerbWeight.None;
        return Own.AsSpan().Contains(verb) ? VerbWeight.Own : Shared.AsSpan().Contains(verb) ? VerbWeight.Shared : VerbWeight.None;
    }

    /// <summary>A verb in capital letters, without a new string for those that are known.</summary>
    internal static string NameOf(ReadOnlySpan<byte> verb)
    {
        if (verb.Length <= Longest)
        {
            int packed = Pack(verb);
            if (Own.AsSpan().IndexOf(packed) is >= 0 and int own) return OwnNames[own];
            if (Shared.AsSpan().IndexOf(packed) is >= 0 and int shared) return SharedNames[shared];
        }

        return WireText.Of(verb).ToUpperInvariant();
    }

    /// <summary>Whether bytes without a line end may become a command line.</summary>
    internal static bool MayBegin(ReadOnlySpan<byte> bytes)
    {
        int length = VerbLength(bytes);
        return length == bytes.Length ? length <= Longest : WeightOf(bytes) != VerbWeight.None || IsAuthSoFar(bytes, length);
    }

    /// <summary>How many letters the line begins with.</summary>
    internal static int VerbLength(ReadOnlySpan<byte> line)
    {
        int length = 0;
        while (length < line.Length && char.IsAsciiLetter((char)line[length])) length++;
        return length;
    }

    /// <summary>Whether the line has the given verb.</summary>
    internal static bool Is(ReadOnlySpan<byte> line, ReadOnlySpan<byte> verb) =>
        line.Length >= verb.Length && Ascii.EqualsIgnoreCase(line[..verb.Length], verb) && (line.Length == verb.Length || line[verb.Length] == ' ');

    /// <summary>Whether a mail client speaks: it says who it is before anything else (RFC 5321 §4.1.1.1, RFC 2033 §4.1).</summary>
    internal static bool IsMailGreeting(ReadOnlySpan<byte> line) => Is(line, "EHLO"u8) || Is(line, "HELO"u8) || Is(line, "LHLO"u8);

    // SMTP, POP3 and NNTP have SASL mechanisms behind the same word; FTP has its own (RFC 2228 §3, RFC 4217 §2).
    static bool IsFtpMechanism(ReadOnlySpan<byte> mechanism) =>
        StartsWith(mechanism, "TLS"u8) || StartsWith(mechanism, "SSL"u8) || StartsWith(mechanism, "GSSAPI"u8) || StartsWith(mechanism, "KERBEROS_V"u8);

    static bool IsAuthSoFar(ReadOnlySpan<byte> bytes, int length) =>
        length == 4 && Pack(bytes[..4]) == Auth && bytes[4] == ' ' && bytes.Length < 5 + 10 && bytes.IndexOf((byte)'\r') < 0;

    static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) =>
        text.Length >= word.Length && Ascii.EqualsIgnoreCase(text[..word.Length], word);

    // Up to four letters in one number, both cases alike, so that finding a command is one pass of vectors over a table.
    static int Pack(ReadOnlySpan<byte> verb)
    {
        int packed = 0;
        foreach (byte letter in verb) packed = packed << 8 | letter & 0xDF;
        return packed;
    }

    static int[] Pack(string[] verbs)
    {
        int[] packed = new int[verbs.Length];
        for (int i = 0; i < verbs.Length; i++) packed[i] = Pack(Encoding.ASCII.GetBytes(verbs[i]));
        return packed;
    }
}
