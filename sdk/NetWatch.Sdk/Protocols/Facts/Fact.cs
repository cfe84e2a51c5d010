namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>
/// Something that was learnt of a flow: what columns, filters, detectors and exports see of a protocol. Facts are immutable once
/// published, but for those that were only lent (<see cref="IFactSink.Lend"/>). Several threads may read one at once.
/// </summary>
public abstract class Fact
{
    /// <summary>The protocol id, and the name of the object in exports and of the prefix in filters, for instance <c>tls</c>.</summary>
    public abstract string Protocol { get; }

    /// <summary>What kind of fact of the protocol, for instance <c>client_hello</c>. The first of each kind goes into the flow record.</summary>
    public abstract string Kind { get; }

    /// <summary>
    /// Whether this is a transaction, which line exports write as a record of its own (an HTTP exchange, a DNS exchange), or a
    /// property of the flow.
    /// </summary>
    public virtual bool IsTransaction => false;

    /// <summary>
    /// Whether this is what is known so far of a transaction that is still going on, such as a request whose response is on its way. Screens and
    /// filters have it at once; the first transaction of the same protocol takes its place, and exports see that one only.
    /// </summary>
    public virtual bool IsProvisional => false;

    /// <summary>The name that says best with whom the flow talks (SNI, Host, queried name), or null. Shown beside the address.</summary>
    public virtual string? ServerName => null;

    /// <summary>One line for people, without control characters of the wire. May be made on every call; only called for the screen.</summary>
    public abstract string Summary { get; }

    /// <summary>Writes all fields, in a fixed order. Called by exporters and filters; must not throw or allocate needlessly.</summary>
    public abstract void WriteTo(IFactWriter writer);
}
