namespace NetWatch.Sdk.Attribution;

/// <summary>Reads the sockets that exist. All members are called on one thread of the host.</summary>
public interface ISocketTable
{
    /// <summary>
    /// Reads the sockets as they stand, and those that have ended since the last call. Called about once a second. Rows of sockets that did
    /// not change should be the same objects as before. Must not throw for what a kernel or a program answers: what can't be read is left
    /// out, and the session's status says so.
    /// </summary>
    /// <param name="holders">
    /// A better way to learn which process holds an inode than the session's own, or null. Where it is given the session asks nobody else.
    /// </param>
    SocketReading Read(ISocketHolders? holders);
}
