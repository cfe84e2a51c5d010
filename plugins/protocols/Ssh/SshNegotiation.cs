using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Ssh;

/// <summary>The algorithms that both sides settle on. Those of the two directions are named apart only where they differ.</summary>
static class SshNegotiation
{
    internal static OpenFact Of(KeyExchange client, KeyExchange server)
    {
        var values = new List<KeyValuePair<string, object>>();
        Add(values, "kex_alg", KeyExchange.Choose(client.Methods, server.Methods));
        Add(values, "host_key_alg", KeyExchange.Choose(client.HostKeys, server.HostKeys));
        string? toServer = KeyExchange.Choose(client.Ciphers(true), server.Ciphers(true)), toClient = KeyExchange.Choose(client.Ciphers(false), server.Ciphers(false));
        AddBoth(values, "cipher_alg", toServer, toClient);
        AddBoth(values, "mac_alg", Mac(client, server, toServer, true), Mac(client, server, toClient, false));
        AddBoth(values, "compression_alg", KeyExchange.Choose(client.Compressions(true), server.Compressions(true)),
            KeyExchange.Choose(client.Compressions(false), server.Compressions(false)));
        return new OpenFact("ssh", "negotiation", values);
    }

    // A cipher that authenticates by itself has no MAC beside it, whatever the lists say (RFC 5647 §5.1, OpenSSH PROTOCOL.chacha20poly1305).
    static string? Mac(KeyExchange client, KeyExchange server, string? cipher, bool toServer)
    {
        bool isImplicit = cipher is not null
            && (cipher.Contains("-gcm", StringComparison.Ordinal) || cipher.StartsWith("AEAD_", StringComparison.Ordinal)
                || cipher.StartsWith("chacha20-poly1305", StringComparison.Ordinal));
        return isImplicit ? "implicit" : KeyExchange.Choose(client.Macs(toServer), server.Macs(toServer));
    }

    static void AddBoth(List<KeyValuePair<string, object>> values, string name, string? toServer, string? toClient)
    {
        Add(values, name, toServer);
        if (toClient != toServer) Add(values, name + "_to_client", toClient);
    }

    static void Add(List<KeyValuePair<string, object>> values, string name, string? value)
    {
        if (value is not null) values.Add(new(name, value));
    }
}
