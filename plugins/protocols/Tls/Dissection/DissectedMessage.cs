namespace NetWatch.Plugins.Tls;

/// <summary>A handshake message put together for the detail tree.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Size">Its length by its header, the header not counted.</param>
/// <param name="Body">What is there of it, after the header.</param>
/// <param name="Map">Where the message, header included, lies in the stream.</param>
sealed record DissectedMessage(HandshakeType Type, int Size, ReadOnlyMemory<byte> Body, MessageMap Map)
{
    internal const int HeaderSize = 4;

    internal bool IsWhole => Body.Length == Size;

    internal (int Start, int Length) Range => Map.Locate(0, HeaderSize + Body.Length);
}
