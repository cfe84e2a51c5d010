using System.Globalization;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Dhcp;

/// <summary>Shows the fixed fields and every option of a message.</summary>
[ForProtocol("dhcp")]
public sealed class DhcpDissector : IDissector
{
    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input) => DhcpAnalyzerFactory.Read(input.Bytes, spare: null)?.Summary;

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        if (!DhcpMessage.TryRead(bytes, out DhcpMessage message))
        {
            tree.Add("DHCP, cut before the end of the addresses", 0, bytes.Length);
            return;
        }

        tree.Open(Summarize(input) ?? "DHCP", 0, bytes.Length);
        AddFields(message, tree);
        var options = new DhcpOptionReader(message);
        if (message.HasOptions) tree.Add("Magic cookie: 0x63825363", DhcpMessage.CookieAt, 4);
        while (options.MoveNext())
        {
            string name = DhcpOption.Name(options.Code);
            tree.Open(Text($"Option {options.Code}, {name}: {OptionText.Value(options.Code, options.Data)}"), options.Start, options.Data.Length + 2);
            tree.Add(Text($"Length: {options.Data.Length}"), options.Start + 1, 1);
            tree.Close();
        }

        if (options.IsCut) tree.Add("The next option is cut", bytes.Length, 0);
        tree.Close();
    }

    static void AddFields(in DhcpMessage message, IDetailTree tree)
    {
        ReadOnlySpan<byte> bytes = message.Bytes;
        tree.Add(message.IsRequest ? "Operation: request" : "Operation: reply", 0, 1);
        tree.Add(Text($"Hardware type: {bytes[1]}"), 1, 1);
        tree.Add(Text($"Hardware address length: {bytes[2]}"), 2, 1);
        tree.Add(Text($"Hops: {bytes[3]}"), 3, 1);
        tree.Add(Text($"Transaction id: 0x{message.TransactionId:x8}"), 4, 4);
        tree.Add(Text($"Seconds: {message.Seconds}"), 8, 2);
        tree.Add(Text($"Flags: 0x{message.Flags:x4}{((message.Flags & 0x8000) != 0 ? " (broadcast)" : "")}"), 10, 2);
        tree.Add(Text($"Client address: {message.ClientAddress}"), 12, 4);
        tree.Add(Text($"Assigned address: {message.AssignedAddress}"), 16, 4);
        tree.Add(Text($"Next server: {message.NextServer}"), 20, 4);
        tree.Add(Text($"Relay: {message.Relay}"), 24, 4);
        if (!message.HardwareAddress.IsEmpty) tree.Add($"Client hardware address: {DhcpMessage.Mac(message.HardwareAddress)}", 28, Math.Min(16, bytes.Length - 28));
        if (message.ServerName(0) is { IsEmpty: false } server) tree.Add($"Server name: {OptionText.Text(server)}", DhcpMessage.ServerNameAt, 64);
        if (message.BootFile(0) is { IsEmpty: false } file) tree.Add($"Boot file: {OptionText.Text(file)}", DhcpMessage.FileAt, 128);
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
