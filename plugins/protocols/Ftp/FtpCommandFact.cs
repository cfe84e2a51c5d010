using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Ftp;

/// <summary>
/// A command with its reply. Named as in EVE where that has a name. Keeps the bytes: the argument, then the codes, then the lines of the reply.
/// </summary>
sealed class FtpCommandFact : Fact
{
    // Who waits for the next command holds no more than this.
    const int MaxKept = 4096;

    string _verb = "";
    byte[] _text = [];
    Transfer? _transfer;
    TimeSpan? _latency;
    int _codesAt, _linesAt, _length;
    bool _hasArgument, _isCut;

    /// <summary>Says all of a command. Before it is published, or after it was only lent.</summary>
    /// <param name="command">The command.</param>
    /// <param name="argument">What it names; empty where that is a secret.</param>
    /// <param name="answer">What it was answered.</param>
    /// <param name="replied">When the reply came; the default when it did not.</param>
    internal void Become(in PendingCommand command, ReadOnlySpan<byte> argument, Answer answer, Timestamp replied)
    {
        ReadOnlySpan<byte> codes = answer.Codes.Bytes, lines = answer.Lines.Bytes;
        _verb = command.Verb.Name;
        _transfer = command.Transfer;
        _hasArgument = command.Length >= 0 && !command.IsSecret;
        _isCut = answer.IsCut;
        _latency = replied > command.Time ? replied.Since(command.Time) : null;
        _codesAt = argument.Length;
        _linesAt = _codesAt + codes.Length;
        _length = _linesAt + lines.Length;
        if (_text.Length < _length || _text.Length > MaxKept) _text = new byte[_length];
        argument.CopyTo(_text);
        codes.CopyTo(_text.AsSpan(_codesAt));
        lines.CopyTo(_text.AsSpan(_linesAt));
    }

    public override string Protocol => "ftp";

    public override string Kind => "command";

    public override bool IsTransaction => true;

    public override string Summary
    {
        get
        {
            var text = new StringBuilder("FTP ").Append(_verb);
            if (_hasArgument) text.Append(' ').Append(Encoding.UTF8.GetString(Argument));
            if (!Codes.IsEmpty) text.Append(": ").AppendJoin(", ", TextLines.ToStrings(Codes));
            if (!Lines.IsEmpty) text.Append(' ').Append(TextLines.ToStrings(Lines)[^1]);
            return text.ToString();
        }
    }

    ReadOnlySpan<byte> Argument => _text.AsSpan(0, _codesAt);

    ReadOnlySpan<byte> Codes => _text.AsSpan(_codesAt, _linesAt - _codesAt);

    ReadOnlySpan<byte> Lines => _text.AsSpan(_linesAt, _length - _linesAt);

    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("command", _verb);
        if (_hasArgument) writer.Utf8("command_data", Argument);
        writer.Utf8List("completion_code", Codes);
        writer.Utf8List("reply", Lines);
        writer.Text("reply_received", Codes.IsEmpty ? "no" : "yes");
        if (_isCut) writer.Flag("reply_truncated", true);
        if (_transfer is { } transfer)
        {
            writer.Text("mode", transfer.IsPassive ? "passive" : "active");
            writer.Number("dynamic_port", transfer.Port);
            if (transfer.Size >= 0) writer.Number("size", transfer.Size);
        }

        if (_latency is { } latency) writer.Number("latency_ms", Math.Round(latency.TotalMilliseconds, 3));
    }
}
