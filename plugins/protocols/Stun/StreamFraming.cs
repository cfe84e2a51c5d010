namespace NetWatch.Plugins.Stun;

/// <summary>How messages lie in a stream; the number is that of bytes before each message.</summary>
enum StreamFraming
{
    /// <summary>One behind the other (RFC 8489 §6.2.2).</summary>
    Plain = 0,

    /// <summary>Behind two bytes of length (ICE over TCP, RFC 4571).</summary>
    Framed = 2,

    /// <summary>Behind two bytes of type and two of length ([MS-TURN] §2.1).</summary>
    Microsoft = 4,
}
