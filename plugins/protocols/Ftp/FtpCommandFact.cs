using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Ftp;

/// <summary>A command with its reply. Named as in EVE where that has a name.</summary>
/// <param name="command">The command; nothing is added to it any longer.</param>
/// <param name="replied">When the reply came; the default when it did not.</param>
sealed class FtpCommandFact(PendingCommand command, Timestamp replied) : Fact
{
    public override string Protocol => "ftp";

    public override string Kind => "command";

    public override bool IsTransaction => true;

    public override string Summary
    {
        get
        {
            var text = new StringBuilder("FTP ").Append(command.Verb);
            if (command.Argument is { } argument) text.Append(' ').Append(argument);
            if (command.Codes.Count > 0) text.Append(": ").AppendJoin(", ", command.Codes);
            if (command.Lines.Count > 0) text.Append(' ').Append(command.Lines[^1]);
            return text.ToString();
        }
    }

    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("command", command.Verb);
        writer.Text("command_data", command.Argument);
        writer.List("completion_code", command.Codes);
        writer.List("reply", command.Lines);
        writer.Text("reply_received", command.Codes.Count > 0 ? "yes" : "no");
        if (command.IsCut) writer.Flag("reply_truncated", true);
        if (command.Transfer is { } transfer)
        {
            writer.Text("mode", transfer.IsPassive ? "passive" : "active");
            writer.Number("dynamic_port", transfer.Port);
            if (transfer.Size >= 0) writer.Number("size", transfer.Size);
        }

        if (replied > command.Time) writer.Number("latency_ms", Math.Round(replied.Since(command.Time).TotalMilliseconds, 3));
    }
}
