using System.Globalization;
using System.Text;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Host.Output;

/// <summary>One line a flow, as it ends; columns have fixed places so that lines can be written before the last is known.</summary>
sealed class TableSession : IExportSession
{
    readonly Stream _output;
    readonly StringBuilder _line = new();
    readonly byte[] _bytes = new byte[16 << 10];
    bool _hasHead;

    internal TableSession(Stream output) => _output = output;

    public void OnFact(in FlowRecord flow, Fact fact, Timestamp time)
    {
        // The table has flows; what is in them is in the last column.
    }

    public void OnFlow(in FlowRecord flow)
    {
        if (!_hasHead)
        {
            _hasHead = true;
            Write("START            PROTO  APP        INITIATOR                RESPONDER                 PACKETS      BYTES  DURATION  WHAT\n");
        }

        FiveTuple tuple = flow.Tuple;
        _line.Clear();
        Field(flow.Start.ToDateTimeOffset().ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture), 16);
        Field(Plain.Transport(tuple.Transport), 6);
        Field(flow.App is null ? "-" : flow.IsGuess ? flow.App + "?" : flow.InnerApp is null ? flow.App : flow.App + "/" + flow.InnerApp, 10);
        Field(Plain.Endpoint(tuple.Source, tuple.SourcePort), 24);
        Field(Plain.Endpoint(tuple.Destination, tuple.DestinationPort), 24);
        Field((flow.PacketsToServer + flow.PacketsToClient).ToString(CultureInfo.InvariantCulture), -8);
        Field(Plain.Bytes(flow.BytesToServer + flow.BytesToClient), -10);
        Field(Plain.Duration(flow.End.Since(flow.Start)), -9);
        _line.Append(' ').Append(Plain.Clean(What(flow)));
        while (_line.Length > 0 && _line[^1] == ' ') _line.Length--;
        _line.Append('\n');
        Write(_line.ToString());
    }

    static string What(in FlowRecord flow)
    {
        TlsClientApplication? client = Client(flow);
        foreach (Fact fact in flow.Facts) return client is null ? fact.Summary : $"{fact.Summary} {{{client.Application}}}";
        return flow.TcpState is TcpState.None ? "" : flow.TcpState switch
        {
            TcpState.SynSent => "no answer",
            TcpState.Reset => "reset",
            _ => "",
        };
    }

    static TlsClientApplication? Client(in FlowRecord flow)
    {
        foreach (Fact fact in flow.Facts)
        {
            if (fact is TlsClientApplication client) return client;
        }

        return null;
    }

    // A field that is too long pushes the others aside: an address that is cut off is worth nothing.
    void Field(string text, int width)
    {
        int padding = Math.Abs(width) - text.Length;
        if (width < 0) _line.Append(' ', Math.Max(0, padding));
        _line.Append(text);
        if (width > 0) _line.Append(' ', Math.Max(0, padding));
        _line.Append(' ');
    }

    void Write(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        byte[] bytes = length <= _bytes.Length ? _bytes : new byte[length];
        _output.Write(bytes, 0, Encoding.UTF8.GetBytes(text, bytes));
    }

    public void OnEnd(in CaptureTotals totals) => Flush();

    public void Flush() => _output.Flush();

    public void Dispose()
    {
    }
}
