using System.Buffers.Binary;
using System.Globalization;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.NetBios;

/// <summary>The detail tree of a datagram of the datagram service.</summary>
static class DatagramTree
{
    internal static void Write(ReadOnlySpan<byte> bytes, IDetailTree tree)
    {
        if (!DatagramHeader.TryRead(bytes, out DatagramHeader header))
        {
            tree.Add("NetBIOS, not read", 0, bytes.Length);
            return;
        }

        tree.Open($"NetBIOS datagram service, {DatagramHeader.TypeName(header.Type)}", 0, bytes.Length);
        tree.Add(Text($"Flags: 0x{header.Flags:x2} ({DatagramHeader.NodeName(header.Flags)} node)"), 1, 1);
        tree.Add(Text($"Datagram id: {header.Id}"), 2, 2);
        tree.Add(Text($"Source: {header.Source}:{header.SourcePort}"), 4, 6);
        if (header.HasData) AddData(bytes, tree);
        else if (header.IsQuery) AddName("Destination name", bytes, DatagramHeader.QueryNameAt, tree);
        else if (bytes.Length > DatagramHeader.QueryNameAt) tree.Add(Text($"Error: 0x{bytes[DatagramHeader.QueryNameAt]:x2}"), DatagramHeader.QueryNameAt, 1);
        tree.Close();
    }

    static void AddData(ReadOnlySpan<byte> bytes, IDetailTree tree)
    {
        if (bytes.Length < DatagramHeader.NamesAt) return;
        tree.Add(Text($"Length: {BinaryPrimitives.ReadUInt16BigEndian(bytes[10..])}"), 10, 2);
        tree.Add(Text($"Offset: {BinaryPrimitives.ReadUInt16BigEndian(bytes[12..])}"), 12, 2);
        int at = AddName("Source name", bytes, DatagramHeader.NamesAt, tree);
        if (at > 0) at = AddName("Destination name", bytes, at, tree);
        if (at <= 0 || at >= bytes.Length) return;
        BrowserMessage? browser = BrowserMessage.Read(bytes[at..]);
        string what = browser is null ? Text($"Data: {bytes.Length - at} bytes") : $"Mailslot {browser.Mailslot}{(browser.Command is null ? "" : $", {browser.Command}")}";
        tree.Open(what, at, bytes.Length - at);
        if (browser?.Server is not null) tree.Add($"Server: {browser.Server}", at, bytes.Length - at);
        if (browser?.Version is not null) tree.Add($"Version: {browser.Version}", at, bytes.Length - at);
        if (browser?.Comment is not null) tree.Add($"Comment: {browser.Comment}", at, bytes.Length - at);
        tree.Close();
    }

    static int AddName(string label, ReadOnlySpan<byte> bytes, int start, IDetailTree tree)
    {
        int at = start;
        if (!NetBiosName.TryRead(bytes, ref at, out NetBiosName name)) return -1;
        tree.Add($"{label}: {NameText.WithSuffix(name.Text(), name.Suffix)}", start, at - start);
        return at;
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
