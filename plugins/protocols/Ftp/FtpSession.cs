using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Ftp;

/// <summary>Commands and replies of one control connection: who logs in, what is transferred, when TLS begins.</summary>
sealed class FtpSession
{
    const int MaxPending = 32;
    const int MaxArgument = 512;
    const int MaxSecret = 128;
    const int MaxVerb = 16;

    readonly Queue<PendingCommand> _pending = new();
    readonly ReplyAssembler _reply = new();
    readonly DataConnections _data = new();
    string? _user;
    bool _isGreeted;
    bool _hasCommand;

    internal void Start(in FlowStart start, bool isTurned)
    {
        _pending.Clear();
        _reply.Clear();
        _data.Start(start, isTurned);
        _user = null;
        _isGreeted = start.IsMidStream;
        _hasCommand = false;
    }

    internal AnalysisVerdict OnClientLine(ReadOnlySpan<byte> line, Timestamp time, IFactSink facts)
    {
        line = SkipTelnet(line);
        if (!_hasCommand && FtpVerbs.IsMailGreeting(line)) return AnalysisVerdict.Violation("A mail client speaks.");
        _hasCommand = true;
        if (_pending.Count >= MaxPending) Publish(_pending.Dequeue(), default, facts);
        _pending.Enqueue(Read(line, time, facts));
        return AnalysisVerdict.Continue;
    }

    PendingCommand Read(ReadOnlySpan<byte> line, Timestamp time, IFactSink facts)
    {
        int length = FtpVerbs.VerbLength(line);
        bool isVerb = length is > 0 and <= MaxVerb && (length == line.Length || line[length] == ' ');
        string verb = isVerb ? FtpVerbs.NameOf(line[..length]) : "";
        ReadOnlySpan<byte> argument = isVerb && length < line.Length ? line[(length + 1)..] : default;
        bool isSecret = IsSecret(verb, argument);
        string? text = argument.IsEmpty || isSecret ? null : WireText.Of(argument, MaxArgument);
        if (verb == "USER" && text is not null)
        {
            _user = text;
            facts.Publish(FtpFacts.User(text));
        }

        _data.OnCommand(verb, argument, _user, facts);
        return new PendingCommand
        {
            Verb = verb, Argument = text, Time = time, Transfer = _data.Serving(verb, text),
            Secret = isSecret ? argument[..Math.Min(MaxSecret, argument.Length)].ToArray() : [],
        };
    }

    internal AnalysisVerdict OnServerLine(ReadOnlySpan<byte> line, Timestamp time, IFactSink facts)
    {
        if (!_reply.TryComplete(line, out int code)) return AnalysisVerdict.Continue;
        if (_pending.TryPeek(out PendingCommand? command)) return OnReply(command, code, time, facts);
        if (!_isGreeted && code >= 200)
        {
            _isGreeted = true;
            if (code == 220) facts.Publish(FtpFacts.Greeting(_reply.Lines));
        }

        return AnalysisVerdict.Continue;
    }

    AnalysisVerdict OnReply(PendingCommand command, int code, Timestamp time, IFactSink facts)
    {
        if (code >= 0) command.Codes.Add(ReplyLine.Text(code));
        command.IsCut |= _reply.IsCut;
        foreach (string text in _reply.Lines)
        {
            if (command.Lines.Count < PendingCommand.MaxLines) command.Lines.Add(command.Reveals(text) ? "(repeats a secret)" : text);
            else command.IsCut = true;
        }

        string last = _reply.Lines.Count > 0 ? _reply.Lines[^1] : "";
        command.Transfer?.OnReply(code, last);
        // 1yz: another reply will follow (RFC 959 §4.2.1). So many of them are no reply to anything.
        if (code is >= 100 and < 200 && command.Codes.Count < PendingCommand.MaxReplies) return AnalysisVerdict.Continue;
        _pending.Dequeue();
        Publish(command, time, facts);
        return Conclude(command, code, last, facts);
    }

    AnalysisVerdict Conclude(PendingCommand command, int code, string last, IFactSink facts)
    {
        switch (command.Verb)
        {
            case "USER" or "PASS" or "ACCT" when code is 230 or 202 or 232:
                facts.Publish(FtpFacts.LoggedIn());
                break;
            case "USER" or "PASS" or "ACCT" when code is 530 or 430:
                facts.Publish(FtpFacts.LoginFailed());
                break;
            case "PASV" when code == 227:
            case "EPSV" when code == 229:
                _data.OnPassive(command.Verb == "EPSV", last, _user, facts);
                break;
            case "SIZE" when code == 213:
                _data.OnSize(command.Argument, last);
                break;
            case "AUTH" when code == 234 && IsTls(command.Argument):
                facts.Publish(FtpFacts.Tls(command.Argument!));
                return AnalysisVerdict.Upgrade(0);
        }

        return AnalysisVerdict.Continue;
    }

    /// <summary>Bytes are missing: which reply belongs to which command is not known any longer.</summary>
    internal void OnGap(bool isServer, IFactSink facts)
    {
        if (isServer) _reply.Clear();
        Flush(facts);
        _isGreeted = true;
        _hasCommand = true;
    }

    internal void OnEnd(IFactSink facts) => Flush(facts);

    void Flush(IFactSink facts)
    {
        while (_pending.TryDequeue(out PendingCommand? command)) Publish(command, default, facts);
    }

    static void Publish(PendingCommand command, Timestamp time, IFactSink facts)
    {
        // What is no command only keeps its place in the queue, for its reply.
        if (command.Verb.Length > 0) facts.Publish(new FtpCommandFact(command, time));
    }

    // What belongs to nobody else: passwords, accounts, security data (RFC 2228 §3), and changes of passwords.
    static bool IsSecret(string verb, ReadOnlySpan<byte> argument) =>
        verb is "PASS" or "ACCT" or "ADAT"
        || verb == "SITE" && (FtpVerbs.Is(argument, "PSWD"u8) || FtpVerbs.Is(argument, "PASS"u8) || FtpVerbs.Is(argument, "CHPASS"u8)
            || FtpVerbs.Is(argument, "PASSWD"u8) || FtpVerbs.Is(argument, "GPASS"u8));

    static bool IsTls(string? mechanism) =>
        mechanism is not null
        && (mechanism.StartsWith("TLS", StringComparison.OrdinalIgnoreCase) || mechanism.StartsWith("SSL", StringComparison.OrdinalIgnoreCase));

    // ABOR is sent behind Telnet's interrupt and synch (RFC 959 §4.1.3).
    static ReadOnlySpan<byte> SkipTelnet(ReadOnlySpan<byte> line)
    {
        while (!line.IsEmpty && line[0] >= 0xF0) line = line[1..];
        return line;
    }
}
