using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Ftp;

/// <summary>Commands and replies of one control connection: who logs in, what is transferred, when TLS begins.</summary>
sealed class FtpSession
{
    const int MaxArgument = 512;
    const int MaxSecret = 128;
    const int MaxVerb = 16;

    readonly CommandQueue _pending = new();
    readonly ReplyAssembler _reply = new();
    readonly Answer _answer = new();
    readonly DataConnections _data = new();
    // The latest command, if nobody keeps it.
    FtpCommandFact? _spare;
    string? _user;
    bool _isGreeted;
    bool _hasCommand;

    internal void Start(in FlowStart start, bool isTurned)
    {
        _pending.Clear();
        _reply.Clear();
        _answer.Clear();
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
        if (_pending.Count >= CommandQueue.Capacity) PublishOldest(default, facts);
        Read(line, time, facts);
        return AnalysisVerdict.Continue;
    }

    void Read(ReadOnlySpan<byte> line, Timestamp time, IFactSink facts)
    {
        int length = FtpVerbs.VerbLength(line);
        bool isVerb = length is > 0 and <= MaxVerb && (length == line.Length || line[length] == ' ');
        FtpVerb verb = isVerb ? FtpVerbs.Find(line[..length]) : FtpVerb.None;
        ReadOnlySpan<byte> argument = isVerb && length < line.Length ? line[(length + 1)..] : default;
        bool isSecret = IsSecret(verb, argument);
        ReadOnlySpan<byte> text = WireText.Utf8Of(isSecret ? argument[..Math.Min(MaxSecret, argument.Length)] : argument, MaxArgument);
        if (verb.Role == VerbRole.User && !text.IsEmpty)
        {
            _user = Encoding.UTF8.GetString(text);
            facts.Publish(FtpFacts.User(_user));
        }

        _data.OnCommand(verb.Role, argument, _user, facts);
        Transfer? transfer = verb.IsTransfer ? _data.Serving(verb, text) : null;
        _pending.Add(new PendingCommand { Verb = verb, Time = time, Transfer = transfer, IsSecret = isSecret }, text, !text.IsEmpty);
    }

    internal AnalysisVerdict OnServerLine(ReadOnlySpan<byte> line, Timestamp time, IFactSink facts)
    {
        if (!_reply.TryComplete(line, out int code)) return AnalysisVerdict.Continue;
        if (_pending.Count > 0) return OnReply(code, time, facts);
        if (!_isGreeted && code >= 200)
        {
            _isGreeted = true;
            if (code == 220) facts.Publish(FtpFacts.Greeting(TextLines.ToStrings(_reply.Lines.Bytes)));
        }

        return AnalysisVerdict.Continue;
    }

    AnalysisVerdict OnReply(int code, Timestamp time, IFactSink facts)
    {
        ref readonly PendingCommand command = ref _pending.Oldest;
        _answer.Add(code, _reply, command.IsSecret ? _pending.ArgumentOf(command) : default);
        command.Transfer?.OnReply(code, _reply.Lines.Last);
        // 1yz: another reply will follow (RFC 959 §4.2.1). So many of them are no reply to anything.
        if (code is >= 100 and < 200 && _answer.Codes.Count < Answer.MaxReplies) return AnalysisVerdict.Continue;
        VerbRole role = command.Verb.Role;
        string? named = role is VerbRole.Size or VerbRole.Auth && command.Length >= 0 ? Encoding.UTF8.GetString(_pending.ArgumentOf(command)) : null;
        PublishOldest(time, facts);
        return Conclude(role, named, code, facts);
    }

    AnalysisVerdict Conclude(VerbRole role, string? named, int code, IFactSink facts)
    {
        switch (role)
        {
            case VerbRole.User or VerbRole.Password when code is 230 or 202 or 232:
                facts.Publish(FtpFacts.LoggedIn());
                break;
            case VerbRole.User or VerbRole.Password when code is 530 or 430:
                facts.Publish(FtpFacts.LoginFailed());
                break;
            case VerbRole.Passive when code == 227:
            case VerbRole.ExtendedPassive when code == 229:
                _data.OnPassive(role == VerbRole.ExtendedPassive, _reply.Lines.Last, _user, facts);
                break;
            case VerbRole.Size when code == 213:
                _data.OnSize(named, _reply.Lines.Last);
                break;
            case VerbRole.Auth when code == 234 && IsTls(named):
                facts.Publish(FtpFacts.Tls(named!));
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
        while (_pending.Count > 0) PublishOldest(default, facts);
    }

    void PublishOldest(Timestamp time, IFactSink facts)
    {
        ref readonly PendingCommand command = ref _pending.Oldest;
        // What is no command only keeps its place in the queue, for its reply.
        if (command.Verb != FtpVerb.None)
        {
            FtpCommandFact fact = _spare ?? new FtpCommandFact();
            fact.Become(command, command.IsSecret ? default : _pending.ArgumentOf(command), _answer, time);
            _spare = facts.Lend(fact) ? fact : null;
        }

        _pending.Remove();
        _answer.Clear();
    }

    // What belongs to nobody else: passwords, accounts, security data (RFC 2228 §3), and changes of passwords.
    static bool IsSecret(FtpVerb verb, ReadOnlySpan<byte> argument) =>
        verb.Role is VerbRole.Password or VerbRole.Secret
        || verb.Role == VerbRole.Site && (FtpVerbs.Is(argument, "PSWD"u8) || FtpVerbs.Is(argument, "PASS"u8) || FtpVerbs.Is(argument, "CHPASS"u8)
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
