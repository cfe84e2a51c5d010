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
    const int TableBits = 8;

    const string OwnNames =
        "CWD CDUP SMNT REIN TYPE STRU ALLO REST RNFR RNTO ABOR RMD MKD PWD SYST FEAT OPTS LPRT LPSV CCC CONF ENC MIC PBSZ PROT MDTM MFMT MFCT MFF "
        + "MLST HOST CLNT XPWD XCWD XMKD XRMD XCUP CSID AVBL";

    const string SharedNames = "DELE STAT MODE HELP NOOP QUIT LANG";

    // By the letters of the verb; a place that is taken leads to the next.
    static readonly FtpVerb?[] Table = new FtpVerb?[1 << TableBits];
    static readonly uint[] Letters = new uint[1 << TableBits];

    static FtpVerbs()
    {
        foreach (string name in OwnNames.Split(' ')) Add(name, VerbWeight.Own, VerbRole.None);
        foreach (string name in SharedNames.Split(' ')) Add(name, VerbWeight.Shared, VerbRole.None);
        foreach (string name in "STOR STOU APPE NLST MLSD".Split(' ')) Add(name, VerbWeight.Own, VerbRole.Transfer);
        Add("LIST", VerbWeight.Shared, VerbRole.Transfer);
        Add("RETR", VerbWeight.Shared, VerbRole.Retrieve);
        Add("USER", VerbWeight.Shared, VerbRole.User);
        Add("PASS", VerbWeight.Shared, VerbRole.Password);
        Add("ACCT", VerbWeight.Own, VerbRole.Password);
        Add("ADAT", VerbWeight.Own, VerbRole.Secret);
        Add("SITE", VerbWeight.Own, VerbRole.Site);
        Add("AUTH", VerbWeight.None, VerbRole.Auth);
        Add("PORT", VerbWeight.Own, VerbRole.Port);
        Add("EPRT", VerbWeight.Own, VerbRole.ExtendedPort);
        Add("PASV", VerbWeight.Own, VerbRole.Passive);
        Add("EPSV", VerbWeight.Own, VerbRole.ExtendedPassive);
        Add("SIZE", VerbWeight.Own, VerbRole.Size);
    }

    /// <summary>The weight of a command line, which may be cut short behind the verb.</summary>
    internal static VerbWeight WeightOf(ReadOnlySpan<byte> line)
    {
        int length = VerbLength(line);
        if (length is < 3 or > Longest || (length < line.Length && line[length] != ' ')) return VerbWeight.None;
        if (Known(line[..length]) is not { } verb) return VerbWeight.None;
        if (verb.Role != VerbRole.Auth) return verb.Weight;
        return IsFtpMechanism(WireBytes.TrimEnd(line[Math.Min(line.Length, length + 1)..], (byte)' ')) ? VerbWeight.Own : VerbWeight.None;
    }

    /// <summary>The command of so many letters; a new one where it is none of those that are known.</summary>
    internal static FtpVerb Find(ReadOnlySpan<byte> verb) => Known(verb) ?? new FtpVerb(WireText.Of(verb).ToUpperInvariant());

    static FtpVerb? Known(ReadOnlySpan<byte> verb)
    {
        if (verb.Length > Longest) return null;
        uint letters = Pack(verb);
        int place = Place(letters);
        while (Letters[place] != letters)
        {
            if (Table[place] is null) return null;
            place = Next(place);
        }

        return Table[place];
    }

    static void Add(string name, VerbWeight weight, VerbRole role)
    {
        uint letters = 0;
        foreach (char letter in name) letters = letters << 8 | letter;
        int place = Place(letters);
        while (Table[place] is not null) place = Next(place);
        (Table[place], Letters[place]) = (new FtpVerb(name, weight, role), letters);
    }

    static int Place(uint letters) => (int)(letters * 0x9E3779B1 >> 32 - TableBits);

    static int Next(int place) => place + 1 & (1 << TableBits) - 1;

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
        length == 4 && Known(bytes[..4]) is { Role: VerbRole.Auth } && bytes[4] == ' ' && bytes.Length < 5 + 10 && bytes.IndexOf((byte)'\r') < 0;

    static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) =>
        text.Length >= word.Length && Ascii.EqualsIgnoreCase(text[..word.Length], word);

    // Up to four letters in one number, both cases alike.
    static uint Pack(ReadOnlySpan<byte> verb)
    {
        uint letters = 0;
        foreach (byte letter in verb) letters = letters << 8 | letter & 0xDFu;
        return letters;
    }
}
