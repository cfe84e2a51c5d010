using NetWatch.Engine.Decode;
using NetWatch.Sdk.Capture;

namespace NetWatch.Engine;

/// <summary>Sees every packet on the packet thread, after its flow was told. Must not throw or block.</summary>
public interface IPacketTap
{
    /// <summary>A packet; its bytes live during the call.</summary>
    void OnPacket(in CapturedPacket packet, in DecodedPacket decoded);
}
