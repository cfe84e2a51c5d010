using System.Text;
using NetWatch.Sdk.Protocols.Dns;

namespace NetWatch.Plugins.NetBios;

/// <summary>
/// A NetBIOS name on the wire (RFC 1001 §14.1): sixteen bytes as 32 letters A to P in one label, the last byte being the suffix that says
/// what the name is for; a scope may follow as further labels.
/// </summary>
readonly ref struct NetBiosName
{
    internal const int EncodedLength = 32;

    readonly ReadOnlySpan<byte> _letters;
    readonly ReadOnlySpan<byte> _scope;

    NetBiosName(ReadOnlySpan<byte> letters, ReadOnlySpan<byte> scope)
    {
        _letters = letters;
        _scope = scope;
    }

    /// <summary>The sixteenth byte, for instance 0x20 for a file server.</summary>
    internal byte Suffix => IsRead ? Byte(15) : (byte)0;

    /// <summary>Whether there is a name; the default value is none.</summary>
    internal bool IsRead => !_letters.IsEmpty;

    /// <summary>Reads the name at a position and moves past it.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> message, scoped ref int position, out NetBiosName name)
    {
        name = default;
        int start = position, end = position;
        if (!IsAt(message, start) || !DnsName.TrySkip(message, ref end)) return false;
        name = new NetBiosName(message.Slice(start + 1, EncodedLength), message[(start + 1 + EncodedLength)..end]);
        position = end;
        return true;
    }

    /// <summary>Whether a name begins at a position. What lies behind its 32 letters is not looked at.</summary>
    internal static bool IsAt(ReadOnlySpan<byte> message, int position) =>
        message.Length > position + EncodedLength && message[position] == EncodedLength
        && message.Slice(position + 1, EncodedLength).IndexOfAnyExceptInRange((byte)'A', (byte)'P') < 0;

    /// <summary>Whether bytes begin with the letters of a name, a few of them broken.</summary>
    internal static bool HasMostLetters(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < EncodedLength) return false;
        int letters = 0;
        foreach (byte letter in bytes[..EncodedLength]) letters += letter is >= (byte)'A' and <= (byte)'P' ? 1 : 0;
        return letters >= EncodedLength - 4;
    }

    /// <summary>The name without its padding (spaces, or zeros behind the wildcard), with the scope where there is one.</summary>
    internal string Text()
    {
        Span<byte> bytes = stackalloc byte[15];
        for (int i = 0; i < bytes.Length; i++) bytes[i] = Byte(i);
        string name = NameText.Of(bytes);
        if (_scope.Length <= 1) return name;
        Span<char> scope = stackalloc char[DnsName.MaxTextLength];
        int at = 0;
        DnsName.TryRead(_scope, ref at, scope, out int length);
        return length == 0 ? name : new StringBuilder(name).Append('.').Append(scope[..length]).ToString();
    }

    byte Byte(int index) => (byte)((_letters[2 * index] - 'A') << 4 | (_letters[(2 * index) + 1] - 'A'));
}
