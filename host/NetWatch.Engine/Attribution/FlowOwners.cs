using NetWatch.Sdk.Attribution;

namespace NetWatch.Engine.Attribution;

/// <summary>The processes at the two ends of a flow, as far as they are known. Immutable; a better answer makes another one.</summary>
sealed record FlowOwners(SocketOwner? Client, SocketOwner? Server)
{
    internal static readonly FlowOwners None = new(null, null);

    internal FlowOwners Turned => new(Server, Client);

    /// <summary>With what is better than what is known. Never replaces an answer by a weaker one, nor by another of the same strength.</summary>
    internal FlowOwners Improve(SocketOwner? client, SocketOwner? server)
    {
        bool betterClient = IsBetter(client, Client), betterServer = IsBetter(server, Server);
        return betterClient || betterServer ? new FlowOwners(betterClient ? client : Client, betterServer ? server : Server) : this;
    }

    static bool IsBetter(SocketOwner? found, SocketOwner? known) => found is not null && (known is null || found.Evidence > known.Evidence);
}
