using System.Globalization;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Packets;

/// <summary>The columns of the list and what stands in them.</summary>
sealed class PacketColumns
{
    const int No = 0, Time = 1, Source = 2, Destination = 3, Protocol = 4, Length = 5, Info = 6;
    const int WideFrom = 120;
    const byte Reset = 0x04;

    readonly Table _narrow = Make(numberWidth: 6, timeWidth: 9, addressWidth: 15, protocolWidth: 6, lengthWidth: 4, "Len");
    readonly Table _wide = Make(numberWidth: 9, timeWidth: 15, addressWidth: 28, protocolWidth: 10, lengthWidth: 6, "Length");
    Table _table;

    internal PacketColumns() => _table = _narrow;

    static Table Make(int numberWidth, int timeWidth, int addressWidth, int protocolWidth, int lengthWidth, string length) => new(
        new TableColumn("No", numberWidth, 0, AlignRight: true), new TableColumn("", timeWidth, 4, AlignRight: true),
        new TableColumn("Source", addressWidth, 1), new TableColumn("Destination", addressWidth, 1),
        new TableColumn("Proto", protocolWidth, 2), new TableColumn(length, lengthWidth, 5, AlignRight: true),
        new TableColumn("Info", 16, 3, MaxWidth: 4_096));

    internal void Arrange(int width)
    {
        _table = width >= WideFrom ? _wide : _narrow;
        _table.Arrange(width);
    }

    internal void DrawHeader(Surface row, TimeMode mode)
    {
        _table.DrawHeader(row);
        _table.Cell(row, Time, mode switch { TimeMode.Clock => "Clock", TimeMode.Delta => "Delta", _ => "Time" }, StyleRole.Heading);
    }

    internal void DrawRow(Surface row, in CachedRow cached, ReadOnlySpan<char> time)
    {
        Span<char> buffer = stackalloc char[FlowText.MaxLength];
        PacketRow packet = cached.Row;
        Style plain = cached.IsGone ? StyleRole.Muted : StyleRole.Default;
        packet.Number.TryFormat(buffer, out int digits, default, CultureInfo.InvariantCulture);
        _table.Cell(row, No, buffer[..digits], StyleRole.Muted);
        if (cached.IsEmpty)
        {
            row.WriteField(_table.LeftOf(Source), 0, row.Width - _table.LeftOf(Source), "gone from the ring", StyleRole.Muted);
            return;
        }

        _table.Cell(row, Time, time, plain);
        _table.Cell(row, Protocol, ProtocolOf(packet, buffer), cached.IsGone ? plain : FlowText.ProtocolStyle(packet.App));
        packet.WireLength.TryFormat(buffer, out digits, default, CultureInfo.InvariantCulture);
        _table.Cell(row, Length, buffer[..digits], packet.IsTruncated ? StyleRole.Warning : plain);
        _table.Cell(row, Info, cached.Info, InfoStyle(cached, plain));
        if (packet.Tuple == default) return;
        _table.Cell(row, Source, FlowText.Endpoint(packet.Tuple.Source, 0, buffer), plain);
        _table.Cell(row, Destination, FlowText.Endpoint(packet.Tuple.Destination, 0, buffer), plain);
    }

    static Style InfoStyle(in CachedRow cached, Style plain) =>
        cached.IsGone ? plain :
        cached.Row.IsMalformed ? StyleRole.Alert :
        (cached.Row.TcpFlags & Reset) != 0 ? StyleRole.Warning : plain;

    static ReadOnlySpan<char> ProtocolOf(in PacketRow packet, Span<char> buffer)
    {
        if (packet.App is { } app) return FlowText.Label(app, packet.IsGuess, buffer);
        if (packet.EtherType == 0x0806) return "arp";
        if (packet.EtherType != 0)
        {
            "0x".CopyTo(buffer);
            packet.EtherType.TryFormat(buffer[2..], out int length, "x4", CultureInfo.InvariantCulture);
            return buffer[..(length + 2)];
        }

        if (Enum.IsDefined((Transport)packet.IpProtocol) && packet.IpProtocol != 0) return FlowText.TransportName((Transport)packet.IpProtocol);
        "ip ".CopyTo(buffer);
        packet.IpProtocol.TryFormat(buffer[3..], out int digits, default, CultureInfo.InvariantCulture);
        return packet.IpProtocol == 0 ? "–" : buffer[..(digits + 3)];
    }
}
