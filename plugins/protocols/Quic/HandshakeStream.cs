using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.Quic;

/// <summary>The handshake messages of one side's Initial packets, put together from CRYPTO frames in any order (RFC 9001 §4.1.3).</summary>
sealed class HandshakeStream
{
    internal const byte ClientHello = 1;
    internal const byte ServerHello = 2;

    const int HeaderSize = 4;

    // A hello with three post-quantum key shares has 5 KiB; a ceiling for the hostile.
    const int MaxHeld = 64 * 1024;

    readonly QuicReassembly _bytes = new(MaxHeld);

    /// <summary>What is there of a message that was begun, without its header; empty when none is.</summary>
    internal ReadOnlySpan<byte> Partial => _bytes.Available.Length > HeaderSize ? _bytes.Available[HeaderSize..] : default;

    /// <summary>Type of the message that was begun; 0 when none is.</summary>
    internal byte PartialType => _bytes.Available.Length > 0 ? _bytes.Available[0] : (byte)0;

    /// <summary>Everything that is there from the first byte on.</summary>
    internal ReadOnlySpan<byte> All => _bytes.Available;

    internal void Reset() => _bytes.Reset();

    internal void Add(ulong offset, ReadOnlySpan<byte> bytes) => _bytes.TryAdd(offset, bytes);

    /// <summary>Finds the next whole message; <see cref="Take"/> it before the next call.</summary>
    internal bool TryPeek(out byte type, out ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> there = _bytes.Available;
        type = 0;
        body = default;
        if (there.Length < HeaderSize) return false;
        int length = there[1] << 16 | there[2] << 8 | there[3];
        if (there.Length < HeaderSize + length) return false;
        type = there[0];
        body = there.Slice(HeaderSize, length);
        return true;
    }

    internal void Take(int bodyLength) => _bytes.Take(HeaderSize + bodyLength);
}
