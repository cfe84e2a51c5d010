namespace NetWatch.Sdk.Attribution;

/// <summary>Takes events of sockets. Implemented by the host.</summary>
public interface ISocketEventSink
{
    /// <summary>A process has used a socket. Called within <see cref="ISocketEvents.Poll"/>; does not throw.</summary>
    void OnSocket(in SocketEvent socketEvent);
}
