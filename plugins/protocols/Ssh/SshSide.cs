using System.Buffers;
using System.Buffers.Binary;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Ssh;

/// <summary>One direction of a connection, read up to the message with the algorithms (RFC 4253 §4.2, §6).</summary>
sealed class SshSide(RecentOffers offers)
{
    // RFC 4253 §4.2 allows 255; servers in the field say more.
    const int MaxLine = 1024;
    const int MaxGreetingLines = 256;

    // RFC 4253 §6.1: 35,000 must be supported. OpenSSH takes up to 256 KiB.
    const int MaxPacket = 256 * 1024;
    const int HeaderLength = 5;

    readonly LineBuffer _lines = new(MaxLine);

    // What is there of a packet that came in pieces; rented, and given back when nothing more is wanted.
    byte[]? _packet;
    int _kept;
    int _greetingLines;
    long _skip;

    internal string? Version { get; private set; }

    internal string? Software { get; private set; }

    internal string? Comments { get; private set; }

    internal KeyExchange? Offer { get; private set; }

    /// <summary>Whether nothing more can be learnt of this direction.</summary>
    internal bool IsDone { get; private set; }

    internal bool IsSeen => Version is not null || Offer is not null;

    internal void Clear()
    {
        _lines.Clear();
        Release();
        _greetingLines = 0;
        _skip = 0;
        (Version, Software, Comments, Offer) = (null, null, null, null);
        IsDone = false;
    }

    /// <summary>What follows can't be put in place.</summary>
    internal void GiveUp()
    {
        IsDone = true;
        Release();
    }

    /// <summary>Gives back what is kept of a packet.</summary>
    internal void Release()
    {
        if (_packet is not null) ArrayPool<byte>.Shared.Return(_packet);
        _packet = null;
        _kept = 0;
    }

    internal void Take(ReadOnlySpan<byte> bytes)
    {
        while (!IsDone && Version is null && _lines.TryTake(ref bytes, out ReadOnlySpan<byte> line)) TakeLine(line);
        while (!IsDone && Version is not null && !bytes.IsEmpty) TakePacket(ref bytes);
    }

    void TakeLine(ReadOnlySpan<byte> line)
    {
        if (line.Length <= VersionLine.Mark.Length || !line.StartsWith(VersionLine.Mark))
        {
            IsDone = ++_greetingLines > MaxGreetingLines;
            return;
        }

        VersionLine.Split(line, out ReadOnlySpan<byte> version, out ReadOnlySpan<byte> software, out ReadOnlySpan<byte> comments);
        Version = WireText.Of(version);
        Software = WireText.Of(software);
        Comments = comments.IsEmpty ? null : WireText.Of(comments);
        // The packets of version 1 have another form; 1.99 speaks version 2 to those who can (RFC 4253 §5.1).
        IsDone = version.StartsWith("1."u8) && !version.SequenceEqual("1.99"u8);
    }

    void TakePacket(ref ReadOnlySpan<byte> bytes)
    {
        if (_skip > 0)
        {
            int skipped = (int)Math.Min(_skip, bytes.Length);
            _skip -= skipped;
            bytes = bytes[skipped..];
            return;
        }

        ReadOnlySpan<byte> head = Gather(ref bytes, HeaderLength + 1);
        if (head.IsEmpty) return;
        uint length = BinaryPrimitives.ReadUInt32BigEndian(head);
        int padding = head[4], message = head[HeaderLength];
        if (length < padding + 2u || length > MaxPacket)
        {
            GiveUp();
            return;
        }

        if (message != KeyExchange.Message)
        {
            if (_kept == 0) bytes = bytes[head.Length..];
            // SSH_MSG_NEWKEYS (21): all that follows is encrypted. Others may come before the lists (RFC 4253 §7.1: DISCONNECT, IGNORE, DEBUG).
            if (message is 1 or >= 21) GiveUp();
            _skip = length - 2;
            _kept = 0;
            return;
        }

        ReadOnlySpan<byte> packet = Gather(ref bytes, (int)length + 4);
        if (packet.IsEmpty) return;
        Offer = offers.Find(packet.Slice(HeaderLength, (int)length - 1 - padding));
        GiveUp();
    }

    /// <summary>
    /// The first bytes of a packet, as many as are wanted; none while they are not all there. Where they lie whole in the bytes at hand they are not
    /// copied, and those are not moved on. The buffer grows with what came, not with what a length claims.
    /// </summary>
    ReadOnlySpan<byte> Gather(ref ReadOnlySpan<byte> bytes, int wanted)
    {
        if (_kept == 0 && bytes.Length >= wanted) return bytes[..wanted];
        int taken = Math.Min(wanted - _kept, bytes.Length);
        if (taken > 0)
        {
            Reserve(_kept + taken);
            bytes[..taken].CopyTo(_packet.AsSpan(_kept));
            _kept += taken;
            bytes = bytes[taken..];
        }

        return _kept >= wanted ? _packet.AsSpan(0, wanted) : default;
    }

    void Reserve(int size)
    {
        if (_packet is not null && _packet.Length >= size) return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(2048, size * 2));
        _packet.AsSpan(0, _kept).CopyTo(larger);
        if (_packet is not null) ArrayPool<byte>.Shared.Return(_packet);
        _packet = larger;
    }
}
