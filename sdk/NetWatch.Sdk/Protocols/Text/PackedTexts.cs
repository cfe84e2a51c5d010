using System.Runtime.InteropServices;
using System.Text;

namespace NetWatch.Sdk.Protocols.Text;

/// <summary>
/// A few texts as UTF-8 in one piece of memory, each of which may be missing. A fact that keeps these instead of strings costs one array, and
/// strings are made when someone asks. Made by <see cref="PackedTextsBuilder"/>; immutable, any thread. The default has no text.
/// </summary>
public readonly struct PackedTexts : IEquatable<PackedTexts>
{
    // First where the text lies and how long it is, 2 bytes each in the byte order of the machine, for every place; 0 for one that is missing.
    internal const int PlaceLength = 2 * sizeof(ushort);

    readonly byte[]? _packed;

    internal PackedTexts(byte[] packed) => _packed = packed;

    /// <summary>Whether there is no text at all.</summary>
    public bool IsEmpty => _packed is null;

    /// <summary>Gives a text; false when it is missing.</summary>
    /// <param name="index">Which: as it was given to the builder.</param>
    /// <param name="utf8">The text.</param>
    public bool TryGet(int index, out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        if (_packed is not { } packed) return false;
        ReadOnlySpan<byte> place = packed.AsSpan(index * PlaceLength, PlaceLength);
        int start = MemoryMarshal.Read<ushort>(place);
        if (start == 0) return false;
        utf8 = packed.AsSpan(start, MemoryMarshal.Read<ushort>(place[sizeof(ushort)..]));
        return true;
    }

    /// <summary>A text as a string, made anew in each call; null when it is missing.</summary>
    public string? Text(int index) => TryGet(index, out ReadOnlySpan<byte> utf8) ? Encoding.UTF8.GetString(utf8) : null;

    /// <summary>Whether both are the same piece of memory.</summary>
    public bool Equals(PackedTexts other) => ReferenceEquals(_packed, other._packed);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PackedTexts other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _packed is null ? 0 : _packed.GetHashCode();

    /// <summary>Whether both are the same piece of memory.</summary>
    public static bool operator ==(PackedTexts left, PackedTexts right) => left.Equals(right);

    /// <summary>Whether they are different pieces of memory.</summary>
    public static bool operator !=(PackedTexts left, PackedTexts right) => !left.Equals(right);
}
