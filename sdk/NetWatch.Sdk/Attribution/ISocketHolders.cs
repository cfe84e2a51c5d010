namespace NetWatch.Sdk.Attribution;

/// <summary>Knows which process holds which socket, by the socket's inode. All members are called by one thread of the host at a time.</summary>
public interface ISocketHolders
{
    /// <summary>
    /// Reads the holders of all sockets. Called when sockets have appeared whose holder is not known, at most about once a second. Of several
    /// holders of one inode the one that started first is given.
    /// </summary>
    /// <param name="holders">Is filled with process by inode.</param>
    /// <returns>False when it can't be read now.</returns>
    bool TryRead(IDictionary<long, ProcessIdentity> holders);
}
