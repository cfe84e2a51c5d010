using System.Buffers.Binary;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>Cuts one direction of a TCP connection into messages by the two bytes of length before each (RFC 1035 §4.2.2).</summary>
sealed class DnsStreamMessages
{
    const int MaxKeptBuffer = 4096;

    byte[] _buffer = [];
    int _length;
    long _lost;
    bool _isHandedOut;

    /// <summary>Whether the boundaries are unknown, after a loss or in a flow joined late. The start of a chunk is tried as one.</summary>
    internal bool IsLost { get; private set; }

    internal void Start(bool isLost)
    {
        // One large message must not make its buffer stay with every flow after.
        if (_buffer.Length > MaxKeptBuffer) _buffer = [];
        _length = 0;
        _lost = 0;
        _isHandedOut = false;
        IsLost = isLost;
    }

    /// <summary>Takes the next message, valid until the next call. False when the bytes were used up before one was complete.</summary>
    internal bool TryTake(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (_isHandedOut) (_length, _isHandedOut) = (0, false);
        if (IsLost && !TryResume(bytes) || !TryPassLost(ref bytes))
        {
            bytes = default;
            return false;
        }

        if (_length == 0 && bytes.Length >= 2)
        {
            int whole = 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes);
            if (bytes.Length >= whole)
            {
                message = bytes[2..whole];
                bytes = bytes[whole..];
                return true;
            }
        }

        if (!TryKeep(ref bytes)) return false;
        message = _buffer.AsSpan(2, _length - 2);
        _isHandedOut = true;
        return true;
    }

    /// <summary>Bytes are missing: the rest of a message whose length is known is passed over, else the boundaries are lost.</summary>
    internal void Skip(long missing)
    {
        if (_isHandedOut) (_length, _isHandedOut) = (0, false);
        long open = _lost > 0 ? _lost : _length >= 2 ? 2 + BinaryPrimitives.ReadUInt16BigEndian(_buffer) - _length : 0;
        _length = 0;
        IsLost = IsLost || missing > open;
        _lost = IsLost ? 0 : open - missing;
    }

    bool TryPassLost(ref ReadOnlySpan<byte> bytes)
    {
        int passed = (int)Math.Min(_lost, bytes.Length);
        _lost -= passed;
        bytes = bytes[passed..];
        return !bytes.IsEmpty;
    }

    bool TryResume(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 + DnsHeader.Length) return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        if (!DnsStructure.HasPlausibleHeader(bytes[2..], length, onPort: false)) return false;
        IsLost = false;
        return true;
    }

    // A message in pieces is put together; the buffer grows to the length it announces, 64 KiB at most.
    bool TryKeep(ref ReadOnlySpan<byte> bytes)
    {
        if (_length < 2 && !Fill(2, ref bytes)) return false;
        return Fill(2 + BinaryPrimitives.ReadUInt16BigEndian(_buffer), ref bytes);
    }

    bool Fill(int wanted, ref ReadOnlySpan<byte> bytes)
    {
        int taken = Math.Min(wanted - _length, bytes.Length);
        int needed = _length + taken;
        if (needed > _buffer.Length) Array.Resize(ref _buffer, Math.Min(2 + ushort.MaxValue, Math.Max(512, needed * 2)));
        bytes[..taken].CopyTo(_buffer.AsSpan(_length));
        _length = needed;
        bytes = bytes[taken..];
        return _length == wanted;
    }
}
