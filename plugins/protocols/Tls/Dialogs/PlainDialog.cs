namespace NetWatch.Plugins.Tls;

/// <summary>
/// Finds where TLS begins behind a dialog in the clear. Each direction is judged by its own bytes: one that asks for TLS and goes on with
/// a record, or grants it and goes on with one, needs no witness, and one direction may be all that was captured.
/// </summary>
static class PlainDialog
{
    /// <summary>How long a dialog may be. Longer than greetings, capabilities and refusals are before a command; mail is longer.</summary>
    internal const int MaxLength = 4096;

    /// <summary>Whether a stream begins with neither a record nor a hello of SSLv2, so that a dialog may be in front of them.</summary>
    internal static bool MayPrecede(byte first) => first < 0x80 && !RecordHeader.IsPlausible([first]);

    /// <summary>Judges all bytes of a direction that are there. More bytes never change an answer but the undecided one.</summary>
    internal static DialogOutcome Inspect(ReadOnlySpan<byte> bytes)
    {
        DialogOutcome answer = DatabaseDialog.Inspect(bytes);
        if (answer.IsUpgraded) return answer;
        DialogOutcome other = bytes[0] == LdapDialog.Sequence ? LdapDialog.Inspect(bytes) : DialogOutcome.None;
        if (other.IsUpgraded) return other;
        DialogOutcome text = TextDialog.Inspect(bytes);
        if (text.IsUpgraded) return text;
        return Sooner(answer, Sooner(other, text));
    }

    // The first bytes can be those of several dialogs; whichever can be decided first is asked first.
    static DialogOutcome Sooner(DialogOutcome one, DialogOutcome other)
    {
        if (!one.IsUndecided) return other;
        return !other.IsUndecided || one.Needed <= other.Needed ? one : other;
    }

    /// <summary>Whether bytes, of which any number may be missing at the end, begin with others.</summary>
    internal static bool MayBegin(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> expected)
    {
        int length = Math.Min(bytes.Length, expected.Length);
        return bytes[..length].SequenceEqual(expected[..length]);
    }

    /// <summary>What follows the last byte of an agreement at a position: a handshake record, nothing yet, or no TLS.</summary>
    internal static DialogOutcome After(ReadOnlySpan<byte> bytes, int end, HandshakeType hello)
    {
        if (bytes.Length <= end) return DialogOutcome.NeedMore(end + 1);
        return bytes[end] == (byte)ContentType.Handshake ? DialogOutcome.Upgraded(end, hello) : DialogOutcome.None;
    }
}
