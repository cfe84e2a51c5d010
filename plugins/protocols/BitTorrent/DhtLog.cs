using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.BitTorrent;

/// <summary>Puts the queries and responses of a flow together, by their transaction ids.</summary>
sealed class DhtLog
{
    const int MaxPending = 32;

    readonly List<PendingExchange> _pending = [];

    internal void Clear() => _pending.Clear();

    internal void On(in KrpcMessage message, FlowDirection direction, Timestamp time, IFactSink facts)
    {
        ReadOnlySpan<byte> id = message.Transaction;
        string transaction = WireBytes.Hex(id[..Math.Min(id.Length, 32)]);
        string? version = Version(message.Version);
        if (message.Kind == 'q')
        {
            if (_pending.Count >= MaxPending) PublishOldest(facts);
            _pending.Add(new PendingExchange(new DhtExchange
            {
                Transaction = transaction, Query = WireText.Of(message.Query, 64), Version = version, Time = time,
                Request = KrpcValues.Read(message.Body),
            }, direction));
            return;
        }

        int index = _pending.FindIndex(pending => pending.Exchange.Transaction == transaction && pending.Direction != direction);
        DhtExchange exchange = index >= 0 ? _pending[index].Exchange : new DhtExchange { Transaction = transaction, Time = time };
        if (index >= 0) _pending.RemoveAt(index);
        exchange.Version ??= version;
        if (message.Kind == 'e') exchange.ReadError(message.Body);
        else exchange.Response = KrpcValues.Read(message.Body);
        facts.Publish(exchange);
    }

    internal void Flush(IFactSink facts)
    {
        while (_pending.Count > 0) PublishOldest(facts);
    }

    void PublishOldest(IFactSink facts)
    {
        facts.Publish(_pending[0].Exchange);
        _pending.RemoveAt(0);
    }

    // Two letters of the client and two bytes of its version (BEP 5); without the letters it is hex.
    static string? Version(ReadOnlySpan<byte> version)
    {
        if (version.IsEmpty) return null;
        bool hasLetters = version.Length == 4 && char.IsAsciiLetterOrDigit((char)version[0]) && char.IsAsciiLetterOrDigit((char)version[1]);
        return hasLetters
            ? $"{(char)version[0]}{(char)version[1]}{WireBytes.Hex(version[2..])}"
            : WireBytes.Hex(version[..Math.Min(version.Length, 32)]);
    }
}
