namespace NetWatch.Plugins.Mqtt;

/// <summary>
/// Cuts one direction into control packets. Of each body only the beginning is handed on, in place where it lies whole in a chunk; the rest
/// is passed over without being kept, so that a message of 256 MiB costs nothing.
/// </summary>
sealed class PacketReader
{
    byte[] _kept = [];
    int _length;
    long _skip;
    bool _isHandedOut;

    /// <summary>Whether the stream stopped to make sense, or bytes of it are missing.</summary>
    internal bool IsBroken { get; set; }

    internal void Clear()
    {
        _length = 0;
        _skip = 0;
        _isHandedOut = false;
        IsBroken = false;
    }

    /// <summary>
    /// Bytes are missing. Where they are the rest of a body, the stream goes on behind them.
    /// </summary>
    internal void Skip(long missing)
    {
        if (_skip >= missing) _skip -= missing;
        else IsBroken = true;
    }

    /// <summary>Takes the next packet; its body is valid until the next call. False when the bytes were used up, or make no sense.</summary>
    internal bool TryTake(ref ReadOnlySpan<byte> bytes, out FixedHeader header, out ReadOnlySpan<byte> body)
    {
        header = default;
        body = default;
        if (_isHandedOut) (_length, _isHandedOut) = (0, false);
        PassOver(ref bytes);
        if (bytes.IsEmpty || IsBroken) return false;
        if (_length == 0)
        {
            bool? isWhole = FixedHeader.TryRead(bytes, out header);
            int needed = header.Size + Needed(header);
            if (isWhole == true && bytes.Length >= needed)
            {
                body = bytes[header.Size..needed];
                bytes = bytes[needed..];
                _skip = header.Length - body.Length;
                return true;
            }
        }

        if (!TryGather(ref bytes, out header)) return false;
        body = _kept.AsSpan(header.Size, Needed(header));
        _skip = header.Length - body.Length;
        _isHandedOut = true;
        return true;
    }

    bool TryGather(ref ReadOnlySpan<byte> bytes, out FixedHeader header)
    {
        while (true)
        {
            bool? isWhole = FixedHeader.TryRead(_kept.AsSpan(0, _length), out header);
            if (isWhole == false)
            {
                IsBroken = true;
                return false;
            }

            int wanted = isWhole is null ? _length + 1 : header.Size + Needed(header);
            if (isWhole == true && _length >= wanted) return true;
            if (bytes.IsEmpty) return false;
            Keep(ref bytes, wanted - _length);
        }
    }

    void PassOver(ref ReadOnlySpan<byte> bytes)
    {
        int skipped = (int)Math.Min(_skip, bytes.Length);
        _skip -= skipped;
        bytes = bytes[skipped..];
    }

    void Keep(ref ReadOnlySpan<byte> bytes, int count)
    {
        ReadOnlySpan<byte> piece = bytes[..Math.Min(count, bytes.Length)];
        if (_length + piece.Length > _kept.Length) Array.Resize(ref _kept, Math.Max(256, (_length + piece.Length) * 2));
        piece.CopyTo(_kept.AsSpan(_length));
        _length += piece.Length;
        bytes = bytes[piece.Length..];
    }

    // How much of a body is wanted: names and topics come first.
    static int Needed(in FixedHeader header) => Math.Min(header.Length, header.Type switch
    {
        PacketType.Connect or PacketType.Subscribe or PacketType.Unsubscribe => 16 * 1024,
        PacketType.Connack or PacketType.Disconnect => 4 * 1024,
        PacketType.Publish => 1024,
        _ => 0,
    });
}
