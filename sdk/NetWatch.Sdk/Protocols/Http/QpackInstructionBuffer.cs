namespace NetWatch.Sdk.Protocols.Http;

/// <summary>Holds the beginning of an encoder instruction whose rest is still to come.</summary>
sealed class QpackInstructionBuffer
{
    // A name and a value at their ceilings and the integers before them.
    const int MaxInstruction = 2 * FieldReader.MaxString + 32;

    byte[] _bytes = [];
    int _length;

    internal void Clear()
    {
        _length = 0;
        if (_bytes.Length > 8 << 10) _bytes = [];
    }

    /// <summary>What was kept with the new bytes behind it, or the new bytes alone. Takes all of <paramref name="bytes"/>.</summary>
    internal ReadOnlySpan<byte> Join(ref ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> all = bytes;
        if (_length > 0)
        {
            Reserve(_length + bytes.Length);
            bytes.CopyTo(_bytes.AsSpan(_length));
            _length += bytes.Length;
            all = _bytes.AsSpan(0, _length);
        }

        bytes = default;
        return all;
    }

    /// <summary>Keeps the beginning of an instruction, which may lie in this buffer. False when none is that long.</summary>
    internal bool TryKeep(ReadOnlySpan<byte> start)
    {
        if (start.Length > MaxInstruction) return false;
        if (_bytes.Length < start.Length) Reserve(start.Length);
        if (start != _bytes.AsSpan(0, start.Length)) start.CopyTo(_bytes);
        _length = start.Length;
        return true;
    }

    void Reserve(int length)
    {
        if (_bytes.Length >= length) return;
        Array.Resize(ref _bytes, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(length, 64)));
    }
}
