namespace NetWatch.Sdk.Protocols.Http;

/// <summary>
/// Takes the field lines of one decoded field section, in their order (RFC 9110 §5, RFC 7541 §3.2, RFC 9204 §4.5). Called by the decoder
/// on the thread that decodes, from inside its call; the spans live only during the call.
/// </summary>
public interface IFieldSink
{
    /// <summary>A field line. Pseudo-header fields have their colon, as in <c>:path</c>.</summary>
    /// <param name="name">The name as sent; HTTP/2 and HTTP/3 demand lower case and nothing enforces it here.</param>
    /// <param name="value">The value as sent; may hold any bytes.</param>
    void OnField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value);

    /// <summary>A field line that refers to an entry of the dynamic table which the capture has lost: there is one, and nothing else is known of it.</summary>
    void OnUnknownField();
}
