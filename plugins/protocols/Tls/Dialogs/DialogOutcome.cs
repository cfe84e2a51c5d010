namespace NetWatch.Plugins.Tls;

/// <summary>What the front of a direction says of a dialog before TLS. The default value is <see cref="None"/>.</summary>
readonly struct DialogOutcome
{
    readonly int _position;

    DialogOutcome(int position, HandshakeType hello)
    {
        _position = position;
        Hello = hello;
    }

    /// <summary>No dialog that can lead to TLS, whatever follows.</summary>
    internal static DialogOutcome None => default;

    /// <summary>Not decided before so many bytes of the direction are there.</summary>
    internal static DialogOutcome NeedMore(int bytes) => new(-bytes, default);

    /// <summary>The dialog agrees on TLS, and a handshake record seems to begin at a position.</summary>
    internal static DialogOutcome Upgraded(int start, HandshakeType hello) => new(start, hello);

    internal bool IsUndecided => _position < 0;

    internal bool IsUpgraded => _position > 0;

    /// <summary>When undecided: how many bytes must be there.</summary>
    internal int Needed => -_position;

    /// <summary>When upgraded: where the first record begins.</summary>
    internal int Start => _position;

    /// <summary>When upgraded: which hello has to follow what this side said.</summary>
    internal HandshakeType Hello { get; }
}
