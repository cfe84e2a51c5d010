using System.Globalization;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Ntp;

/// <summary>Shows the fields of time, control and private messages.</summary>
[ForProtocol("ntp")]
public sealed class NtpDissector : IDissector
{
    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        if (bytes.IsEmpty || (bytes[0] >> 3 & 7) is < 1 or > 4) return null;
        switch (bytes[0] & 7)
        {
            case 6 when bytes.Length >= ControlHeader.Length:
                var control = new ControlHeader(bytes);
                return Text($"NTP control {ControlHeader.OperationName(control.Operation)} {(control.IsResponse ? "response" : "request")}");
            case 7 when bytes.Length >= PrivateHeader.Length:
                var own = new PrivateHeader(bytes);
                return Text($"NTP private {PrivateHeader.RequestName(own.Request)} {(own.IsResponse ? "response" : "request")}");
            case < 6 when bytes.Length >= NtpHeader.Length: return NtpFactReader.Read(new NtpHeader(bytes), null, default).Summary;
            default: return null;
        }
    }

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        if (Summarize(input) is not { } summary)
        {
            tree.Add("NTP, cut or not read", 0, bytes.Length);
            return;
        }

        tree.Open(summary, 0, bytes.Length);
        tree.Add(Text($"Version: {bytes[0] >> 3 & 7}, mode: {NtpHeader.ModeName(bytes[0] & 7)}"), 0, 1);
        switch (bytes[0] & 7)
        {
            case 6: AddControl(new ControlHeader(bytes), tree); break;
            case 7: AddPrivate(new PrivateHeader(bytes), bytes.Length, tree); break;
            default: AddTime(new NtpHeader(bytes), tree); break;
        }

        tree.Close();
    }

    static void AddTime(in NtpHeader header, IDetailTree tree)
    {
        tree.Add($"Leap: {NtpHeader.LeapName(header.Leap)}", 0, 1);
        tree.Add(Text($"Stratum: {header.Stratum}"), 1, 1);
        tree.Add(Text($"Poll: 2^{header.Poll} s"), 2, 1);
        tree.Add($"Precision: {header.PrecisionText}", 3, 1);
        tree.Add(Text($"Root delay: {header.RootDelayMs:F3} ms"), 4, 4);
        tree.Add(Text($"Root dispersion: {header.RootDispersionMs:F3} ms"), 8, 4);
        tree.Add($"Reference id: {header.ReferenceId ?? "none"}", 12, 4);
        AddTimestamp("Reference time", header.Reference, 16, tree);
        AddTimestamp("Origin time", header.Origin, 24, tree);
        AddTimestamp("Receive time", header.Receive, 32, tree);
        AddTimestamp("Transmit time", header.Transmit, NtpHeader.TransmitAt, tree);
        var fields = new NtpExtensions(header.Bytes);
        while (fields.MoveNext()) tree.Add(Text($"Extension {NtpExtensions.Name(fields.Type)}: {fields.FieldLength} bytes"), fields.Start, fields.FieldLength);
        if (fields.MacLength > 0) tree.Add(Text($"Message authentication code: {fields.MacLength} bytes"), fields.End, fields.MacLength);
        else if (fields.End < header.Bytes.Length) tree.Add(Text($"Not read ({header.Bytes.Length - fields.End} bytes)"), fields.End, header.Bytes.Length - fields.End);
    }

    static void AddTimestamp(string name, NtpTime time, int at, IDetailTree tree)
    {
        // Nothing tells the era of a packet here; that of 1968 to 2104 holds all captures there are (RFC 4330 §3).
        long nanoseconds = time.NearestTo(new Timestamp(2_000_000_000L * Timestamp.NanosecondsPerSecond));
        DateTimeOffset date = DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100);
        tree.Add(time.Raw == 0 ? $"{name}: none" : Text($"{name}: {date:yyyy-MM-dd HH:mm:ss.fffffff} UTC"), at, 8);
    }

    static void AddControl(in ControlHeader header, IDetailTree tree)
    {
        string flags = (header.IsError ? ", error" : "") + (header.HasMore ? ", more follows" : "");
        tree.Add($"Operation: {ControlHeader.OperationName(header.Operation)}{flags}", 1, 1);
        tree.Add(Text($"Sequence: {header.Sequence}"), 2, 2);
        tree.Add(Text($"Status: 0x{header.Status:x4}"), 4, 2);
        tree.Add(Text($"Association: {header.Association}"), 6, 2);
        tree.Add(Text($"Offset: {header.Offset}"), 8, 2);
        tree.Add(Text($"Count: {header.Data.Length}"), 10, 2);
        if (!header.Data.IsEmpty) tree.Add($"Data: {System.Text.Encoding.Latin1.GetString(header.Data)}", ControlHeader.Length, header.Data.Length);
    }

    static void AddPrivate(in PrivateHeader header, int length, IDetailTree tree)
    {
        tree.Add(Text($"Sequence: {header.Sequence}{(header.IsAuthenticated ? ", authenticated" : "")}"), 1, 1);
        tree.Add(Text($"Implementation: {header.Implementation}"), 2, 1);
        tree.Add($"Request: {PrivateHeader.RequestName(header.Request)}", 3, 1);
        tree.Add(Text($"Error: {PrivateHeader.ErrorName(header.Error)}, items: {header.Items}"), 4, 2);
        tree.Add(Text($"Item size: {header.ItemSize}"), 6, 2);
        if (length > PrivateHeader.Length) tree.Add(Text($"Data: {length - PrivateHeader.Length} bytes"), PrivateHeader.Length, length - PrivateHeader.Length);
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
