using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Ftp;

/// <summary>The data connections that a control connection agrees on (RFC 959 §3.2, RFC 2428).</summary>
sealed class DataConnections
{
    const int LowestForeignPort = 1024;

    static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    FiveTuple _control;
    long _flowId;
    NetAddress _client, _server;
    Transfer? _agreed;
    string? _sizedName;
    long _size;

    internal void Start(in FlowStart start, bool isTurned)
    {
        _control = start.Tuple;
        _flowId = start.FlowId;
        _client = isTurned ? start.Tuple.Destination : start.Tuple.Source;
        _server = isTurned ? start.Tuple.Source : start.Tuple.Destination;
        _agreed = null;
        _sizedName = null;
    }

    /// <summary>The client names an address of its own: the server will connect to it when a transfer is asked for.</summary>
    internal void OnCommand(VerbRole verb, ReadOnlySpan<byte> argument, string? user, IFactSink facts)
    {
        NetAddress address = default;
        ushort port = 0;
        bool isActive = verb switch
        {
            VerbRole.Port => DataAddress.TryReadOld(argument, out address, out port),
            VerbRole.ExtendedPort => DataAddress.TryReadExtended(argument, out address, out port),
            _ => false,
        };
        if (!isActive) return;
        Agree(isPassive: false, port, user);
        Expect(_server, _client, facts);
        if (IsForeign(address, _client, port)) Expect(_server, address, facts);
    }

    /// <summary>The server names where it listens.</summary>
    internal void OnPassive(bool isExtended, ReadOnlySpan<byte> reply, string? user, IFactSink facts)
    {
        NetAddress address = default;
        ushort port;
        if (isExtended)
        {
            int open = reply.LastIndexOf((byte)'(');
            if (open < 0 || !DataAddress.TryReadExtended(reply[(open + 1)..], out _, out port)) return;
        }
        else if (!DataAddress.TryReadOld(reply, out address, out port))
        {
            return;
        }

        Agree(isPassive: true, port, user);
        // Clients connect to the server that they know, since the address in the reply is often one behind a NAT.
        Expect(_client, _server, facts);
        if (IsForeign(address, _server, port)) Expect(_client, address, facts);
    }

    /// <summary>The data connection that a command uses, or null when none was agreed on.</summary>
    internal Transfer? Serving(FtpVerb verb, ReadOnlySpan<byte> argument)
    {
        if (_agreed is not { } transfer) return null;
        _agreed = null;
        transfer.Command = verb.Name;
        transfer.FileName = argument.IsEmpty ? null : Encoding.UTF8.GetString(argument);
        if (verb.Role == VerbRole.Retrieve && transfer.FileName is { } name && name == _sizedName) transfer.Size = _size;
        return transfer;
    }

    internal void OnSize(string? name, ReadOnlySpan<byte> reply)
    {
        bool isSize = FtpFacts.TryReadSize(WireBytes.Trim(reply, (byte)' '), out long size);
        _sizedName = isSize ? name : null;
        _size = size;
    }

    void Agree(bool isPassive, ushort port, string? user) =>
        _agreed = new Transfer { ControlFlowId = _flowId, Control = _control, IsPassive = isPassive, Port = port, User = user };

    void Expect(NetAddress from, NetAddress to, IFactSink facts) => facts.Expect(new ExpectedFlow
    {
        Protocol = "ftp", Transport = Transport.Tcp, Initiator = from, Responder = to, ResponderPort = _agreed!.Port, Lifetime = Lifetime,
        Analyzer = new FtpDataAnalyzer(_agreed),
    });

    // The address of a third machine is legal (RFC 959 §5.2) and the means of the bounce attack (RFC 2577 §3), so a peer may not put the label on
    // the well-known ports of others.
    static bool IsForeign(NetAddress address, NetAddress own, ushort port) => !address.IsNone && address != own && port >= LowestForeignPort;
}
