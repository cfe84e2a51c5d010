using System.Globalization;
using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

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
    internal void OnCommand(string verb, ReadOnlySpan<byte> argument, string? user, IFactSink facts)
    {
        NetAddress address = default;
        ushort port = 0;
        bool isActive = verb switch
        {
            "PORT" => DataAddress.TryReadOld(argument, out address, out port),
            "EPRT" => DataAddress.TryReadExtended(argument, out address, out port),
            _ => false,
        };
        if (!isActive) return;
        Agree(isPassive: false, port, user);
        Expect(_server, _client, facts);
        if (IsForeign(address, _client, port)) Expect(_server, address, facts);
    }

    /// <summary>The server names where it listens.</summary>
    internal void OnPassive(bool isExtended, string reply, string? user, IFactSink facts)
    {
        ReadOnlySpan<byte> text = Encoding.Latin1.GetBytes(reply);
        NetAddress address = default;
        ushort port;
        if (isExtended)
        {
            int open = text.LastIndexOf((byte)'(');
            if (open < 0 || !DataAddress.TryReadExtended(text[(open + 1)..], out _, out port)) return;
        }
        else if (!DataAddress.TryReadOld(text, out address, out port))
        {
            return;
        }

        Agree(isPassive: true, port, user);
        // Clients connect to the server that they know, since the address in the reply is often one behind a NAT.
        Expect(_client, _server, facts);
        if (IsForeign(address, _server, port)) Expect(_client, address, facts);
    }

    /// <summary>The data connection that a command uses, or null when it uses none or none was agreed on.</summary>
    internal Transfer? Serving(string verb, string? argument)
    {
        if (verb is not ("RETR" or "STOR" or "STOU" or "APPE" or "LIST" or "NLST" or "MLSD")) return null;
        if (_agreed is not { } transfer) return null;
        _agreed = null;
        transfer.Command = verb;
        transfer.FileName = argument;
        if (verb == "RETR" && argument is not null && argument == _sizedName) transfer.Size = _size;
        return transfer;
    }

    internal void OnSize(string? name, string reply)
    {
        bool isSize = long.TryParse(reply, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long size);
        _sizedName = isSize && size >= 0 ? name : null;
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
