using NetWatch.Sdk.Protocols.BitTorrent;

namespace NetWatch.Plugins.BitTorrent;

/// <summary>A message of the distributed hash table (BEP 5): one bencoded dictionary. Spans are of the datagram.</summary>
ref struct KrpcMessage
{
    /// <summary>The ids of nodes and torrents: SHA-1.</summary>
    internal const int IdLength = 20;

    /// <summary><c>q</c> query, <c>r</c> response, <c>e</c> error; 0 when it was not reached.</summary>
    internal byte Kind { get; private set; }

    internal ReadOnlySpan<byte> Transaction { get; private set; }

    /// <summary>The query: <c>ping</c>, <c>find_node</c>, <c>get_peers</c>, <c>announce_peer</c>, or another.</summary>
    internal ReadOnlySpan<byte> Query { get; private set; }

    /// <summary>Two letters of the client and two bytes of its version, as a rule.</summary>
    internal ReadOnlySpan<byte> Version { get; private set; }

    /// <summary>The dictionary of arguments or of return values, or the list of an error; bencoded.</summary>
    internal ReadOnlySpan<byte> Body { get; private set; }

    /// <summary>
    /// Reads a datagram. What must be there: the kind, the transaction, the body of its kind, and nothing behind the end. Of one that the
    /// capture cut the beginning has to do.
    /// </summary>
    internal static bool TryRead(ReadOnlySpan<byte> datagram, bool isTruncated, out KrpcMessage message)
    {
        message = default;
        var reader = new Bencode(datagram);
        if (!reader.TryTake((byte)'d')) return false;
        while (reader.TryReadString(out ReadOnlySpan<byte> key))
        {
            if (!reader.TrySkip(out ReadOnlySpan<byte> value)) break;
            message.Set(key, value);
        }

        if (isTruncated && !reader.IsAtEnd) return HasTypicalBeginning(datagram);
        return reader.TryTake((byte)'e') && reader.IsAtEnd && message.IsWhole;
    }

    /// <summary>Whether a datagram begins like nearly all: an argument or return value that is a node id.</summary>
    internal static bool HasTypicalBeginning(ReadOnlySpan<byte> datagram) =>
        datagram.StartsWith("d1:ad2:id20:"u8) || datagram.StartsWith("d1:rd2:id20:"u8) || datagram.StartsWith("d1:eli20"u8) || datagram.StartsWith("d2:ip6:"u8);

    readonly bool IsWhole => !Transaction.IsEmpty && Kind switch
    {
        (byte)'q' => !Query.IsEmpty && HasBody('d'),
        (byte)'r' => HasBody('d'),
        (byte)'e' => HasBody('l'),
        _ => false,
    };

    readonly bool HasBody(char mark) => !Body.IsEmpty && Body[0] == mark;

    void Set(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.Length != 1) return;
        var reader = new Bencode(value);
        switch (key[0])
        {
            case (byte)'a' or (byte)'r' or (byte)'e':
                // Some clients send an empty dictionary of the other kind too.
                if (Body.Length <= 2) Body = value;
                break;
            case (byte)'y' when reader.TryReadString(out ReadOnlySpan<byte> kind) && kind.Length == 1:
                Kind = kind[0];
                break;
            case (byte)'t' when reader.TryReadString(out ReadOnlySpan<byte> transaction):
                Transaction = transaction;
                break;
            case (byte)'q' when reader.TryReadString(out ReadOnlySpan<byte> query):
                Query = query;
                break;
            case (byte)'v' when reader.TryReadString(out ReadOnlySpan<byte> version):
                Version = version;
                break;
        }
    }
}
