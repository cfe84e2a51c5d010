namespace NetWatch.Sdk.Capture;

/// <summary>Takes packets from a capture session. Implemented by the host.</summary>
public interface IPacketSink
{
    /// <summary>Takes one packet. Called by the session within <see cref="ICaptureSession.Poll"/>, in the order of arrival; does not throw.</summary>
    void OnPacket(in CapturedPacket packet);
}
