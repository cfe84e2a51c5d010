using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>The twelve bytes every DNS message begins with (RFC 1035 §4.1.1).</summary>
public readonly struct DnsHeader
{
    /// <summary>Its size in bytes.</summary>
    public const int Length = 12;

    readonly ushort _flags;
    readonly ushort _questions;
    readonly ushort _answers;
    readonly ushort _authorities;
    readonly ushort _additionals;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    DnsHeader(ReadOnlySpan<byte> bytes)
    {
        Id = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        _flags = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        _questions = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        _answers = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        _authorities = BinaryPrimitives.ReadUInt16BigEndian(bytes[8..]);
        _additionals = BinaryPrimitives.ReadUInt16BigEndian(bytes[10..]);
    }

    /// <summary>The message id.</summary>
    public ushort Id { get; }

    /// <summary>The second 16 bits: response bit, operation, flags and response code.</summary>
    public ushort Flags => _flags;

    /// <summary>Whether the message is a response.</summary>
    public bool IsResponse => (_flags & 0x8000) != 0;

    /// <summary>The operation code, 0 to 15.</summary>
    public int OpCode => (_flags >> 11) & 0xF;

    /// <summary>Whether the sender left out what did not fit (TC).</summary>
    public bool IsCutShort => (_flags & 0x0200) != 0;

    /// <summary>The bit that must be zero (RFC 6895 §2.1).</summary>
    public bool HasReservedBit => (_flags & 0x0040) != 0;

    /// <summary>The lower four bits of the response code.</summary>
    public int ResponseCode => _flags & 0xF;

    /// <summary>How many questions the header counts, 0 to 65,535; whether there are so many is another matter.</summary>
    public int Questions => _questions;

    /// <summary>How many answer records it counts.</summary>
    public int Answers => _answers;

    /// <summary>How many authority records it counts.</summary>
    public int Authorities => _authorities;

    /// <summary>How many additional records it counts.</summary>
    public int Additionals => _additionals;

    /// <summary>How many records it counts in all three sections.</summary>
    public int Records => Answers + Authorities + Additionals;

    /// <summary>What all the counted entries take at least: a question 5 bytes, a record 11, each with the root as its name.</summary>
    public int LeastLength => Length + Questions * 5 + Records * 11;

    /// <summary>Reads the header of a message. False when there are fewer than <see cref="Length"/> bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> message, out DnsHeader header)
    {
        header = default;
        if (message.Length < Length) return false;
        header = new DnsHeader(message);
        return true;
    }
}
