using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Http2;

/// <summary>A field block that goes on in CONTINUATION frames (RFC 9113 §6.10).</summary>
sealed class HeaderBlock
{
    /// <summary>Blocks that are longer are given up: what they unfold to is over every server's limit.</summary>
    internal const int MaxLength = 64 << 10;

    byte[] _bytes = [];

    internal int Length { get; private set; }

    internal bool IsOpen { get; private set; }

    /// <summary>Pieces of it are missing, or it is too long.</summary>
    internal bool IsLost { get; set; }

    internal bool IsOverlong { get; private set; }

    /// <summary>The stream of its frames.</summary>
    internal int StreamId { get; private set; }

    /// <summary>The stream that the fields are of: another one in a PUSH_PROMISE.</summary>
    internal int FieldsStreamId { get; private set; }

    internal bool EndsStream { get; private set; }

    internal Timestamp Time { get; private set; }

    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    internal void Begin(int streamId, int fieldsStreamId, bool endsStream, Timestamp time)
    {
        (StreamId, FieldsStreamId, EndsStream, Time) = (streamId, fieldsStreamId, endsStream, time);
        IsOpen = true;
        IsLost = IsOverlong = false;
        Length = 0;
    }

    internal void Append(ReadOnlySpan<byte> fragment)
    {
        if (Length + fragment.Length > MaxLength) IsLost = IsOverlong = true;
        if (IsLost) return;
        if (_bytes.Length < Length + fragment.Length) Array.Resize(ref _bytes, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(Length + fragment.Length)));
        fragment.CopyTo(_bytes.AsSpan(Length));
        Length += fragment.Length;
    }

    internal void Close()
    {
        IsOpen = false;
        Length = 0;
        if (_bytes.Length > 8 << 10) _bytes = [];
    }
}
