using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.SockDiag.Holders;

/// <summary>Asks one way, and another when that one fails.</summary>
internal sealed class FirstHolders(ISocketHolders first, ISocketHolders second) : ISocketHolders
{
    public bool TryRead(IDictionary<long, ProcessIdentity> holders) => first.TryRead(holders) || second.TryRead(holders);
}
