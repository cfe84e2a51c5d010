using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Hashing;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Ssh;

/// <summary>The algorithms that one side offers in SSH_MSG_KEXINIT (RFC 4253 §7.1), as it wrote them. Many connections may share one.</summary>
sealed class KeyExchange
{
    internal const int Message = 20;

    const int Lists = 10;
    const int CookieLength = 16;

    /// <summary>Where the lists begin in the payload: behind its number and the cookie.</summary>
    internal const int ListsAt = 1 + CookieLength;

    readonly string[] _lists;

    // Of a server and of a client, made when they are asked for.
    readonly string?[] _texts = new string?[2], _hashes = new string?[2];

    KeyExchange(string[] lists)
    {
        _lists = lists;
        Number = 0;
        foreach (string list in lists) Number = (Number * 31 + list.Length) & 0xFFFF;
        IsClient = Has(Methods, "ext-info-c") || Has(Methods, "kex-strict-c-v00@openssh.com") ? true
            : Has(Methods, "ext-info-s") || Has(Methods, "kex-strict-s-v00@openssh.com") ? false : null;
    }

    /// <summary>A small number that offers with other lists seldom share.</summary>
    internal int Number { get; }

    internal string Methods => _lists[0];

    internal string HostKeys => _lists[1];

    internal string Ciphers(bool toServer) => _lists[toServer ? 2 : 3];

    internal string Macs(bool toServer) => _lists[toServer ? 4 : 5];

    internal string Compressions(bool toServer) => _lists[toServer ? 6 : 7];

    /// <summary>
    /// Whether the lists are those of a client or of a server, where they say so: null where not. The marks are of RFC 8308 §2.1 and of
    /// OpenSSH's strict key exchange.
    /// </summary>
    internal bool? IsClient { get; }

    /// <summary>The lists that HASSH (of a client) or HASSHServer is the MD5 of, by the published description: methods, ciphers, MACs, compressions.</summary>
    // Several threads may ask at once: each would make the same text.
    internal string FingerprintText(bool isClient) =>
        _texts[isClient ? 1 : 0] ??= string.Concat(string.Concat(Methods, ";", Ciphers(isClient), ";"), Macs(isClient), ";", Compressions(isClient));

    /// <summary>The fingerprint as hex in lower case.</summary>
    internal string Fingerprint(bool isClient) => _hashes[isClient ? 1 : 0] ??= Md5.HexOf(Latin1(FingerprintText(isClient)));

    static byte[] Latin1(string text)
    {
        byte[] bytes = new byte[text.Length];
        for (int i = 0; i < bytes.Length; i++) bytes[i] = text[i] <= byte.MaxValue ? (byte)text[i] : (byte)'?';
        return bytes;
    }

    /// <summary>Reads the payload of a message from its number on. Null when the lists do not fit into it.</summary>
    internal static KeyExchange? TryRead(ReadOnlySpan<byte> payload)
    {
        var reader = new ByteReader(payload);
        if (!reader.TryReadByte(out byte message) || message != Message || !reader.TrySkip(CookieLength)) return null;
        var lists = new string[Lists];
        for (int i = 0; i < Lists; i++)
        {
            if (!reader.TryReadUInt32(out uint length) || length > int.MaxValue || !reader.TryReadBytes((int)length, out ReadOnlySpan<byte> list)) return null;
            lists[i] = WireText.Of(list, list.Length);
        }

        return new KeyExchange(lists);
    }

    /// <summary>What both sides settle on (RFC 4253 §7.1): the first of the client's that the server has too; null when there is none.</summary>
    internal static string? Choose(string ofClient, string ofServer)
    {
        // Each list may have thousands of names: a set keeps the cost in their sum.
        var known = new HashSet<string>(ofServer.Split(','), StringComparer.Ordinal);
        foreach (string name in ofClient.Split(','))
        {
            if (name.Length > 0 && known.Contains(name)) return name;
        }

        return null;
    }

    static bool Has(string list, string name)
    {
        for (int at = list.IndexOf(name, StringComparison.Ordinal); at >= 0; at = list.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            int end = at + name.Length;
            if ((at == 0 || list[at - 1] == ',') && (end == list.Length || list[end] == ',')) return true;
        }

        return false;
    }
}
