using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.TlsDecryption.Tests;

/// <summary>The two streams of a connection of the golden capture, in the order in which their pieces came.</summary>
sealed class Talk
{
    internal string Name { get; set; } = "";

    internal List<Piece> Pieces { get; } = [];

    public override string ToString() => Name;

    /// <summary>The same with every piece cut into shorter ones.</summary>
    internal Talk Cut(Func<int> nextLength)
    {
        var cut = new Talk { Name = Name };
        foreach (Piece piece in Pieces)
        {
            for (int at = 0; at < piece.Bytes.Length;)
            {
                int length = Math.Min(Math.Max(1, nextLength()), piece.Bytes.Length - at);
                cut.Pieces.Add(piece with { Bytes = piece.Bytes[at..(at + length)] });
                at += length;
            }
        }

        return cut;
    }

    /// <summary>A part of a stream; one without bytes stands for a gap.</summary>
    internal sealed record Piece(FlowDirection Direction, byte[] Bytes, int Missing = 0);
}
