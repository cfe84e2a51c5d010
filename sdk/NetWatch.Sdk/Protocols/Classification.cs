namespace NetWatch.Sdk.Protocols;

/// <summary>The answer of a classifier. The default value is <see cref="NoMatch"/>.</summary>
public readonly struct Classification : IEquatable<Classification>
{
    readonly int _value;

    Classification(int value) => _value = value;

    /// <summary>This flow is not of the protocol. Final: the classifier is not asked about this flow again.</summary>
    public static Classification NoMatch => default;

    /// <summary>
    /// Not decided. The classifier is asked again once <paramref name="minimumBytes"/> bytes of the direction are there (streams)
    /// or with the next datagram (datagrams).
    /// </summary>
    /// <param name="minimumBytes">How many bytes must be there, counted from the first of the direction; at least 1. More than
    /// <see cref="ProtocolAttribute.MaxBytes"/>, or no more than were there already, means no match.</param>
    public static Classification NeedMoreData(int minimumBytes) => new(-Math.Max(1, minimumBytes));

    /// <summary>The flow is of the protocol.</summary>
    /// <param name="confidence">How sure: 1 to 100, in percent.</param>
    public static Classification Match(int confidence = 100) => new(Math.Clamp(confidence, 1, 100));

    /// <summary>Whether the flow is of the protocol.</summary>
    public bool IsMatch => _value > 0;

    /// <summary>Whether more bytes are wanted.</summary>
    public bool IsUndecided => _value < 0;

    /// <summary>How sure a match is, 1 to 100; 0 for any other answer.</summary>
    public int Confidence => Math.Max(0, _value);

    /// <summary>How many bytes are wanted; 0 for any other answer.</summary>
    public int MinimumBytes => Math.Max(0, -_value);

    /// <inheritdoc/>
    public bool Equals(Classification other) => _value == other._value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Classification other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value;

    /// <summary>Whether both answers are the same.</summary>
    public static bool operator ==(Classification left, Classification right) => left.Equals(right);

    /// <summary>Whether the answers differ.</summary>
    public static bool operator !=(Classification left, Classification right) => !left.Equals(right);

    /// <summary>For instance <c>Match(100)</c>.</summary>
    public override string ToString() =>
        IsMatch ? $"Match({Confidence})" : IsUndecided ? $"NeedMoreData({MinimumBytes})" : "NoMatch";
}
