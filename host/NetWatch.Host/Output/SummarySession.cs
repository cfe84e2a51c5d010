using System.Globalization;
using System.Text;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Host.Output;

/// <summary>Adds up flows by protocol, end and name, and writes one page at the end. Bounded: of each list only the largest are kept.</summary>
sealed class SummarySession(ExportTarget target) : IExportSession
{
    const int MaxTracked = 100_000;
    const int Shown = 10;

    readonly Dictionary<string, Tally> _protocols = [];
    readonly Dictionary<NetAddress, Tally> _hosts = [];
    readonly Dictionary<string, Tally> _names = [];
    readonly Dictionary<string, Tally> _clients = [];
    long _flows, _retransmissions, _missing, _midStream, _unanswered;

    public void OnFact(in FlowRecord flow, Fact fact, Timestamp time)
    {
        // Flows carry what a page needs.
    }

    public void OnFlow(in FlowRecord flow)
    {
        long bytes = flow.BytesToClient + flow.BytesToServer, packets = flow.PacketsToClient + flow.PacketsToServer;
        _flows++;
        _retransmissions += flow.Retransmissions;
        _missing += flow.MissingBytes;
        if (flow.IsMidStream) _midStream++;
        if (flow.TcpState == TcpState.SynSent) _unanswered++;
        string label = flow.App is null ? "unknown " + Plain.Transport(flow.Tuple.Transport) : flow.IsGuess ? flow.App + "?" : flow.App;
        Count(_protocols, label, bytes, packets);
        Count(_hosts, flow.Tuple.Source, bytes, packets);
        Count(_hosts, flow.Tuple.Destination, bytes, packets);
        foreach (Fact fact in flow.Facts)
        {
            if (fact.ServerName is not { Length: > 0 } name) continue;
            Count(_names, name, bytes, packets);
            break;
        }

        foreach (Fact fact in flow.Facts)
        {
            if (fact is TlsClientApplication client) Count(_clients, client.Application, bytes, packets);
        }
    }

    static void Count<T>(Dictionary<T, Tally> tallies, T key, long bytes, long packets) where T : notnull
    {
        if (!tallies.TryGetValue(key, out Tally? tally))
        {
            if (tallies.Count >= MaxTracked) return;
            tallies[key] = tally = new Tally();
        }

        tally.Flows++;
        tally.Bytes += bytes;
        tally.Packets += packets;
    }

    public void OnEnd(in CaptureTotals totals)
    {
        var text = new StringBuilder();
        TimeSpan length = totals.LastPacket.Since(totals.FirstPacket);
        text.Append(CultureInfo.InvariantCulture, $"{Plain.Clean(target.CaptureName)}\n");
        text.Append(CultureInfo.InvariantCulture, $"  {totals.Packets:N0} packets, {Plain.Bytes(totals.Bytes)}, {_flows:N0} flows");
        if (totals.Packets > 0) text.Append(CultureInfo.InvariantCulture, $" in {Plain.Duration(length)}, from {totals.FirstPacket.ToDateTimeOffset():yyyy-MM-dd HH:mm:ss}Z to {totals.LastPacket.ToDateTimeOffset():yyyy-MM-dd HH:mm:ss}Z");
        text.Append('\n');
        if (length.TotalSeconds > 0) text.Append(CultureInfo.InvariantCulture, $"  mean {Plain.Bytes(totals.Bytes * 8 / length.TotalSeconds).Replace('B', 'b')}/s, {totals.Packets / length.TotalSeconds:N0} packets/s\n");
        text.Append(CultureInfo.InvariantCulture, $"  {_unanswered:N0} connections without an answer, {_retransmissions:N0} retransmitted segments, {Plain.Bytes(_missing)} missing in streams, {_midStream:N0} joined in the middle\n");
        Write(text, "Protocols", _protocols, label => label);
        Write(text, "Hosts", _hosts, address => address.ToString());
        Write(text, "Names", _names, name => name);
        Write(text, "Clients by JA4", _clients, name => name);
        target.Output.Write(Encoding.UTF8.GetBytes(text.ToString()));
        target.Output.Flush();
    }

    static void Write<T>(StringBuilder text, string title, Dictionary<T, Tally> tallies, Func<T, string> name) where T : notnull
    {
        if (tallies.Count == 0) return;
        var rows = tallies.OrderByDescending(t => t.Value.Bytes).ThenBy(t => name(t.Key), StringComparer.Ordinal).Take(Shown).ToList();
        int width = Math.Clamp(rows.Max(r => name(r.Key).Length), 20, 60);
        text.Append(CultureInfo.InvariantCulture, $"\n  {title.PadRight(width)} {"flows",9} {"packets",11} {"bytes",10}\n");
        foreach ((T key, Tally tally) in rows)
            text.Append(CultureInfo.InvariantCulture, $"  {Plain.Clean(name(key)).PadRight(width)} {tally.Flows,9:N0} {tally.Packets,11:N0} {Plain.Bytes(tally.Bytes),10}\n");
        if (tallies.Count > Shown) text.Append(CultureInfo.InvariantCulture, $"  … and {tallies.Count - Shown:N0} more\n");
    }

    public void Flush()
    {
        // There is nothing to say before the end.
    }

    public void Dispose()
    {
    }

    sealed class Tally
    {
        internal long Flows, Packets, Bytes;
    }
}
