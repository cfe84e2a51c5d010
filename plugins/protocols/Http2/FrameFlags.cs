namespace NetWatch.Plugins.Http2;

/// <summary>Flags of frames (RFC 9113 §6). One bit means different things on different types.</summary>
static class FrameFlags
{
    internal const byte EndStream = 0x01;
    internal const byte Ack = 0x01;
    internal const byte EndHeaders = 0x04;
    internal const byte Padded = 0x08;
    internal const byte Priority = 0x20;
}
