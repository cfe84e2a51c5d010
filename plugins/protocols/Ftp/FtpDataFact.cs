using System.Globalization;
using System.Text;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Ftp;

/// <summary>What a data connection carries, as far as it was known when its first bytes came.</summary>
sealed class FtpDataFact(Transfer transfer) : Fact
{
    readonly string? _command = transfer.Command;
    readonly string? _fileName = transfer.FileName;
    readonly long _size = transfer.Size;

    public override string Protocol => "ftp_data";

    public override string Kind => "transfer";

    public override bool IsTransaction => true;

    public override string Summary
    {
        get
        {
            var text = new StringBuilder("FTP ").Append(Mode).Append(" data");
            if (_command is not null) text.Append(", ").Append(_command);
            if (_fileName is not null) text.Append(' ').Append(_fileName);
            if (_size >= 0) text.Append(CultureInfo.InvariantCulture, $" ({_size} bytes)");
            return text.ToString();
        }
    }

    string Mode => transfer.IsPassive ? "passive" : "active";

    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("command", _command);
        writer.Text("filename", _fileName);
        if (_size >= 0) writer.Number("size", _size);
        writer.Text("mode", Mode);
        writer.Text("user", transfer.User);
        writer.Number("control_flow_id", transfer.ControlFlowId);
        writer.Number("control_src_port", transfer.Control.SourcePort);
        writer.Number("control_dest_port", transfer.Control.DestinationPort);
    }
}
