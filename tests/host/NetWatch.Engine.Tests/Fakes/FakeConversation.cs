using System.Text;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Tests.Fakes;

/// <summary>Shows a conversation as a line for each piece, and a packet as what it brought behind a bar.</summary>
sealed class FakeConversation : IConversationDissector
{
    internal bool Throws { get; set; }

    public string? Summarize(in DissectionInput input) => $"{Encoding.Latin1.GetString(input.Bytes[..input.PacketStart])}|{Encoding.Latin1.GetString(input.Bytes[input.PacketStart..])}";

    public void Dissect(in DissectionInput input, IDetailTree tree) => tree.Add(Summarize(input)!, 0, 0);

    public void DissectConversation(IReadOnlyList<PlaintextPiece> pieces, IDetailTree tree)
    {
        foreach (PlaintextPiece piece in pieces) tree.Add($"{(piece.Direction == FlowDirection.FromInitiator ? ">" : "<")}{Encoding.Latin1.GetString(piece.Bytes.Span)}", 0, 0);
        if (Throws) throw new InvalidOperationException();
    }
}
