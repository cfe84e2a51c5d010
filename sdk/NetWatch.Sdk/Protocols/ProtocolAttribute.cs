using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols;

/// <summary>
/// Declares a protocol on its <see cref="IProtocolClassifier"/>. The host reads it from metadata before anything is loaded and
/// derives from it when the classifier is asked: evidence, then port hint, then priority, then id.
/// </summary>
/// <param name="id">Lower case, letters, digits and hyphens, at most 24 characters; unique. It is the label, the filter name and
/// the name of the object in exports.</param>
/// <param name="transports">Where it runs. At least one.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ProtocolAttribute(string id, Transports transports) : Attribute
{
    /// <summary>The protocol id, for instance <c>tls</c>.</summary>
    public string Id { get; } = id;

    /// <summary>Where the protocol runs.</summary>
    public Transports Transports { get; } = transports;

    /// <summary>The name for people, for instance <c>TLS</c>. The id in capitals when not given.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The usual ports. A hint for the order, and for <see cref="Evidence.Weak"/> the only ports where it is asked. A flow without an opening whose first
    /// packet comes from one of them to a port that no protocol declares is taken to begin with an answer; not so from 32,768 up, of which
    /// systems give clients theirs.
    /// </summary>
    public ushort[] Ports { get; init; } = [];

    /// <summary>
    /// The ALPN names under which it is negotiated (IANA "TLS ALPN Protocol IDs"), for instance <c>h2</c>. Inside TLS a protocol whose name
    /// was agreed on is asked first, whatever its evidence. On streams of QUIC (<see cref="Transports.Quic"/>) the name alone decides: the
    /// first bytes of a stream say too little, and an analyzer that disagrees raises a violation. A name that ends in <c>*</c> stands for
    /// all that begin so (<c>h3-*</c>).
    /// </summary>
    public string[] Alpn { get; init; } = [];

    /// <summary>How strong a match of this classifier is.</summary>
    public Evidence Evidence { get; init; } = Evidence.Structure;

    /// <summary>
    /// How many bytes of one direction the classifier may ask for: 1 to 65,535. Wanting more counts as no match, so that a
    /// classifier that can't decide can't keep flows open.
    /// </summary>
    public int MaxBytes { get; init; } = 2048;

    /// <summary>Order among classifiers of equal evidence, higher first. Default 0.</summary>
    public int Priority { get; init; }
}
