namespace NetWatch.Plugins.Mqtt;

/// <summary>
/// The beginning of CONNECT: protocol name, level and flags (MQTT 5.0 §3.1.2, MQTT 3.1 §3.1). After the fixed header at least eight bytes
/// have one value or one of few.
/// </summary>
static class ConnectShape
{
    static ReadOnlySpan<byte> Current => [0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T'];

    static ReadOnlySpan<byte> Old => [0, 6, (byte)'M', (byte)'Q', (byte)'I', (byte)'s', (byte)'d', (byte)'p'];

    // Bridges set this bit to ask for the treatment of a bridge (mosquitto).
    const int BridgeBit = 0x80;

    /// <summary>Whether what follows the fixed header is of CONNECT: null while it may still become so.</summary>
    internal static bool? IsAt(ReadOnlySpan<byte> body)
    {
        if (body.Length < 2) return Begins(body, Current) || Begins(body, Old) ? null : false;
        ReadOnlySpan<byte> name = body[1] == 4 ? Current : Old;
        if (!Begins(body, name)) return false;
        if (body.Length <= name.Length) return null;
        int level = body[name.Length] & ~BridgeBit;
        if (name.Length == Old.Length ? level != 3 : level is not (4 or 5)) return false;
        if (body.Length < name.Length + 2) return null;
        return HasLegalFlags(body[name.Length + 1]);
    }

    /// <summary>The least length that a CONNECT has behind its fixed header: flags, keep alive and an empty client id.</summary>
    internal const int LeastLength = 12;

    // §3.1.2.3: the lowest bit is 0; §3.1.2.6: without a will its quality and retention are 0. Old clients break the rule about the password.
    static bool HasLegalFlags(byte flags) => (flags & 1) == 0 && (flags & 0x18) != 0x18;

    static bool Begins(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name)
    {
        int known = Math.Min(body.Length, name.Length);
        return body[..known].SequenceEqual(name[..known]);
    }
}
