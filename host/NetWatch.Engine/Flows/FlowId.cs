using System.Runtime.CompilerServices;

namespace NetWatch.Engine.Flows;

/// <summary>
/// The id of a flow: the same for the same capture on every run and every machine, so it depends on the packets alone. 53 bits,
/// which JSON readers that keep numbers as doubles can hold.
/// </summary>
static class FlowId
{
    internal static long Of(in Flow flow)
    {
        ulong id = Mix(flow.Initiator.High, flow.Initiator.Low);
        id = Mix(id ^ flow.Responder.High, flow.Responder.Low);
        id = Mix(id, (ulong)flow.InitiatorPort << 24 | (ulong)flow.ResponderPort << 8 | (byte)flow.Transport);
        id = Mix(id, (ulong)flow.FirstTime);
        return (long)(id >> 11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Mix(ulong a, ulong b)
    {
        ulong x = (a ^ (b * 0x9E3779B97F4A7C15UL)) * 0xD6E8FEB86659FD93UL;
        x ^= x >> 32;
        x *= 0xD6E8FEB86659FD93UL;
        return x ^ (x >> 29);
    }
}
