using System.Buffers.Binary;
using System.Globalization;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.NetBios;

/// <summary>Reads the beginning of a session: request, answer, and what the first message carries. Nothing behind that is looked at.</summary>
sealed class SessionFlow
{
    /// <summary>A request with two names and scopes, and the first bytes of the message behind it.</summary>
    const int Capacity = 600;

    readonly byte[][] _bytes = [[], []];
    readonly int[] _lengths = new int[2];

    internal void Clear() => Array.Clear(_lengths);

    internal AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        int side = (int)chunk.Direction;
        if (_bytes[side].Length == 0) _bytes[side] = new byte[Capacity];
        int taken = Math.Min(chunk.Bytes.Length, Capacity - _lengths[side]);
        chunk.Bytes[..taken].CopyTo(_bytes[side].AsSpan(_lengths[side]));
        _lengths[side] += taken;
        SessionFact fact = Read();
        bool isFull = _lengths[side] == Capacity;
        if (fact.Payload is null && fact.Result is not ("refused" or "retargeted") && !isFull) return AnalysisVerdict.Continue;
        Publish(fact, facts);
        return AnalysisVerdict.Done;
    }

    internal void OnEnd(IFactSink facts)
    {
        if (_lengths[0] + _lengths[1] > 0) Publish(Read(), facts);
    }

    void Publish(SessionFact fact, IFactSink facts)
    {
        Clear();
        if (fact.Called is not null || fact.Payload is not null || fact.Result is not null) facts.Publish(fact);
    }

    SessionFact Read()
    {
        ReadOnlySpan<byte> asked = _bytes[0].AsSpan(0, _lengths[0]), answered = _bytes[1].AsSpan(0, _lengths[1]);
        string? called = null, calling = null;
        byte calledSuffix = 0, callingSuffix = 0;
        if (TryMessage(asked, out byte type, out ReadOnlySpan<byte> body) && type == SessionStart.Request)
        {
            int at = 0;
            if (NetBiosName.TryRead(body, ref at, out NetBiosName name)) (called, calledSuffix) = (name.Text(), name.Suffix);
            if (NetBiosName.TryRead(body, ref at, out name)) (calling, callingSuffix) = (name.Text(), name.Suffix);
            asked = asked[(SessionStart.HeaderLength + body.Length)..];
        }

        string? result = null, detail = null;
        if (TryMessage(answered, out type, out body)) (result, detail) = Answer(type, body);
        if (result is not null) answered = answered[(SessionStart.HeaderLength + body.Length)..];
        return new SessionFact
        {
            Called = called, CalledSuffix = calledSuffix, Calling = calling, CallingSuffix = callingSuffix, Result = result, Detail = detail,
            Payload = Carried(asked) ?? Carried(answered),
        };
    }

    static bool TryMessage(ReadOnlySpan<byte> bytes, out byte type, out ReadOnlySpan<byte> body)
    {
        type = 0;
        body = default;
        if (bytes.Length < SessionStart.HeaderLength) return false;
        type = bytes[0];
        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        if (bytes.Length < SessionStart.HeaderLength + length) return false;
        body = bytes.Slice(SessionStart.HeaderLength, length);
        return true;
    }

    static (string? Result, string? Detail) Answer(byte type, ReadOnlySpan<byte> body) => type switch
    {
        SessionStart.Positive => ("established", null),
        SessionStart.Negative => ("refused", body.IsEmpty ? null : SessionStart.ErrorName(body[0])),
        SessionStart.Retarget when body.Length >= 6 => ("retargeted", string.Create(
            CultureInfo.InvariantCulture, $"{NetAddress.FromBytes(body[..4])}:{(int)BinaryPrimitives.ReadUInt16BigEndian(body[4..])}")),
        _ => (null, null),
    };

    static string? Carried(ReadOnlySpan<byte> message) =>
        message.Length > SessionStart.HeaderLength && message[0] == SessionStart.Message ? SessionStart.Payload(message[SessionStart.HeaderLength..]) : null;
}
