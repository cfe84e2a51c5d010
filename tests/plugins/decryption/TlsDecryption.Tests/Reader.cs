using System.Text;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.TlsDecryption.Tests;

/// <summary>Plays talks to a decryptor and takes what comes out of it.</summary>
sealed class Reader : IPlaintextSink
{
    readonly IDecryptor _decryptor = new TlsDecryptorFactory().Create();
    readonly List<byte>[] _plain = [[], []];

    internal List<DecryptionStatus> Statuses { get; } = [];

    internal List<Fact> Facts { get; } = [];

    internal List<(FlowDirection Direction, long At, long Missing)> Gaps { get; } = [];

    internal bool[] Ended { get; } = new bool[2];

    internal string? Alpn { get; private set; }

    /// <summary>Whether at any time more lines had come from the server than from the client, who asks for each.</summary>
    internal bool HasAnswerBeforeQuestion { get; private set; }

    internal DecryptionStatus Status => Statuses[^1];

    internal byte[] Bytes(FlowDirection direction) => [.. _plain[(int)direction]];

    internal string FromClient => Encoding.Latin1.GetString(Bytes(FlowDirection.FromInitiator));

    internal string FromServer => Encoding.Latin1.GetString(Bytes(FlowDirection.FromResponder));

    internal Reader Play(Talk talk, IKeyRing keys, Action? beforeEnd = null, Action<int>? beforePiece = null)
    {
        HasAnswerBeforeQuestion = false;
        Statuses.Clear();
        Facts.Clear();
        Gaps.Clear();
        Ended.AsSpan().Clear();
        foreach (List<byte> each in _plain) each.Clear();
        var tuple = new FiveTuple(Transport.Tcp, NetAddress.FromBytes([192, 0, 2, 1]), 40000, NetAddress.FromBytes([192, 0, 2, 2]), 443);
        _decryptor.Start(new FlowStart(tuple, false, default), keys);
        bool goesOn = true;
        long time = 0;
        foreach (Talk.Piece piece in talk.Pieces)
        {
            if (!goesOn) break;
            beforePiece?.Invoke((int)time);
            time++;
            DecryptionVerdict verdict = piece.Missing > 0
                ? _decryptor.OnGap(piece.Direction, piece.Missing, this)
                : _decryptor.OnData(new StreamChunk { Direction = piece.Direction, Bytes = piece.Bytes, Time = new Timestamp(time) }, this);
            goesOn = verdict == DecryptionVerdict.Continue;
        }

        beforeEnd?.Invoke();
        if (goesOn && beforeEnd is not null) _decryptor.OnKeysChanged(this);
        _decryptor.OnEnd(this);
        return this;
    }

    public void OnData(in StreamChunk chunk)
    {
        List<byte> plain = _plain[(int)chunk.Direction];
        (plain.Count + MissingBefore(chunk.Direction)).ShouldBe(chunk.Offset);
        plain.AddRange(chunk.Bytes);
        HasAnswerBeforeQuestion |= Lines(FlowDirection.FromResponder) > Lines(FlowDirection.FromInitiator);
    }

    int Lines(FlowDirection direction) => _plain[(int)direction].Count(value => value == '\n');

    long MissingBefore(FlowDirection direction) => Gaps.Where(gap => gap.Direction == direction).Sum(gap => gap.Missing);

    public void OnGap(long streamId, FlowDirection direction, long missingBytes) => Gaps.Add((direction, _plain[(int)direction].Count, missingBytes));

    public void OnStreamEnd(long streamId, FlowDirection direction) => Ended[(int)direction] = true;

    public void OnAlpn(ReadOnlySpan<byte> protocol) => Alpn = Encoding.ASCII.GetString(protocol);

    public void Report(DecryptionStatus status) => Statuses.Add(status);

    public void Publish(Fact fact) => Facts.Add(fact);
}
