using NetWatch.Engine.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Flows;

/// <summary>Connections that go on between other ends, known by a mark that the flow before has announced.</summary>
sealed partial class FlowInspector
{
    readonly MovingFlows _moving = moving;

    /// <summary>
    /// Takes the first datagram of a flow when it goes on with another one: the flow gets the label and the facts of that one, and where that
    /// one is decrypted, its datagrams go there.
    /// </summary>
    internal bool TryMove(int index, FlowDirection direction, ReadOnlySpan<byte> bytes, bool isTruncated, long time)
    {
        if (!_moving.TryFind(bytes, out ulong head, out MoveMark mark)) return false;
        ref Flow flow = ref flows[index];
        ref Flow origin = ref flows[mark.Index];
        if (!origin.InUse || origin.Number != mark.Number || origin.App == 0 || mark.Index == index || !SharesEnd(flow, origin)) return false;
        bool isTurned = direction != mark.Direction;
        FlowContent? before = origin.Content;
        DecryptedLayer? layer = before?.Decryption ?? before?.MovedLayer;
        bool isLayerTurned = isTurned != (before?.MovedLayer is not null && before.IsTurned);
        flow.SetApp(0, origin.App);
        flow.Facts = PropertiesOf(origin);
        facts.At(index, time).Publish(new OpenFact(protocols[origin.App - 1].Id, "migration", [new("migrated_from", FlowId.Of(origin))]));
        _moving.Move(head, mark with { Index = index, Number = flow.Number, Direction = direction });
        facts.Settle(index, time);
        if (layer is null)
        {
            flow.Flags |= FlowFlags.CountOnly;
            return true;
        }

        (flow.Decryption, flow.DecryptionDepth) = (origin.Decryption, origin.DecryptionDepth);
        FlowContent content = flow.Content = contents.Rent();
        (content.MovedLayer, content.IsTurned, content.IsSettled) = (layer, isLayerTurned, true);
        FollowMoved(index, content, layer, direction, bytes, isTruncated, time);
        return true;
    }

    void FollowMoved(int index, FlowContent content, DecryptedLayer layer, FlowDirection direction, ReadOnlySpan<byte> bytes, bool isTruncated, long time)
    {
        bool goesOn = layer.Outer.Decryption == layer;
        if (goesOn)
        {
            var chunk = new StreamChunk
            {
                Direction = content.IsTurned ? Opposite(direction) : direction, Bytes = bytes, Time = new Timestamp(time), IsTruncated = isTruncated,
            };
            goesOn = _decryption!.OnData(layer, chunk);
            if (!goesOn) EndDecryption(layer.Index, layer, time);
        }

        if (!goesOn) Stop(index, content, time);
    }

    // A stranger who guessed or saw the mark would need an end of the connection as well.
    static bool SharesEnd(in Flow flow, in Flow origin) =>
        IsEndOf(flow, origin.Initiator, origin.InitiatorPort) || IsEndOf(flow, origin.Responder, origin.ResponderPort);

    static bool IsEndOf(in Flow flow, NetAddress address, ushort port) =>
        (flow.Initiator == address && flow.InitiatorPort == port) || (flow.Responder == address && flow.ResponderPort == port);

    // Transactions happened on the flow before; what it is holds for this one too.
    static Fact[]? PropertiesOf(in Flow origin)
    {
        if (origin.Facts is not { } known) return null;
        return Array.FindAll(known, static fact => fact is { IsTransaction: false, IsProvisional: false, Kind: not "migration" });
    }
}
