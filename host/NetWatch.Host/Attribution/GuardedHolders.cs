using NetWatch.Sdk.Attribution;

namespace NetWatch.Host.Attribution;

/// <summary>
/// The holders of sockets as one source knows them, for all that read sockets: one thread at a time, as its contract has it. What it throws is
/// its own fault and not that of who asks; who finds it busy goes on without it.
/// </summary>
sealed class GuardedHolders(OpenedSource source, ISocketHolders holders) : ISocketHolders
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    readonly Lock _gate = new();

    public bool TryRead(IDictionary<long, ProcessIdentity> found)
    {
        if (!source.IsActive() || !_gate.TryEnter(Patience)) return false;
        try
        {
            return holders.TryRead(found);
        }
        catch (Exception error)
        {
            source.Fault(error);
            return false;
        }
        finally
        {
            _gate.Exit();
        }
    }
}
