namespace NetWatch.Plugins.Tls;

/// <summary>Says where the bytes of a handshake message lie in the stream: record headers may stand between them.</summary>
sealed class MessageMap
{
    readonly List<(int Offset, int Position)> _pieces = [];

    /// <summary>Notes that the bytes of the message from an offset on lie at a position of the stream.</summary>
    internal void Add(int offset, int position) => _pieces.Add((offset, position));

    /// <summary>Where a range of the message lies. Over several records it takes in the headers between.</summary>
    internal (int Start, int Length) Locate(int offset, int length)
    {
        int start = Locate(offset);
        return (start, length <= 0 ? 0 : Locate(offset + length - 1) + 1 - start);
    }

    int Locate(int offset)
    {
        (int Offset, int Position) piece = default;
        foreach ((int Offset, int Position) next in _pieces)
        {
            if (next.Offset > offset) break;
            piece = next;
        }

        return piece.Position + offset - piece.Offset;
    }
}
