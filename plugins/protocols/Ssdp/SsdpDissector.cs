using System.Text;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Ssdp;

/// <summary>Shows the start line and the fields of a message.</summary>
[ForProtocol("ssdp")]
public sealed class SsdpDissector : IDissector
{
    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input) => SsdpFactReader.Read(input.Bytes)?.Summary;

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        if (!SsdpFactReader.IsMessage(bytes))
        {
            tree.Add("SSDP, not read", 0, bytes.Length);
            return;
        }

        var fields = new SsdpFields(bytes);
        string start = Encoding.UTF8.GetString(fields.StartLine);
        tree.Open($"SSDP, {start}", 0, bytes.Length);
        tree.Add(start, 0, fields.StartLine.Length);
        while (fields.MoveNext()) tree.Add($"{fields.Name}: {fields.Value}", fields.Start, fields.LineLength);
        tree.Close();
    }
}
