using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace NetWatch.Sdk.Protocols.Text;

/// <summary>Makes text of bytes from the wire that should be text and may be anything.</summary>
public static class WireText
{
    /// <summary>
    /// The text of the bytes, read as UTF-8 where they are valid and as Latin-1 otherwise. Control characters are written as <c>\xNN</c>, so
    /// that the text is one line and no terminal takes it for commands.
    /// </summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="maxBytes">How many of them are read at most.</param>
    public static string Of(ReadOnlySpan<byte> bytes, int maxBytes = 512)
    {
        if (bytes.Length > maxBytes) bytes = bytes[..WholeCharacters(bytes, maxBytes)];
        if (bytes.IsEmpty) return "";
        // Nearly everything is printable ASCII, which one pass of vectors tells.
        if (bytes.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0) return Encoding.Latin1.GetString(bytes);
        string text = (Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);
        foreach (char character in text)
        {
            if (char.IsControl(character)) return Escape(text);
        }

        return text;
    }

    /// <summary>
    /// The same as UTF-8, for whoever keeps bytes. Printable ASCII, which nearly everything is, is handed back where it lies; for anything else
    /// an array is made.
    /// </summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="maxBytes">How many of them are read at most.</param>
    public static ReadOnlySpan<byte> Utf8Of(ReadOnlySpan<byte> bytes, int maxBytes = 512)
    {
        if (bytes.Length > maxBytes) bytes = bytes[..WholeCharacters(bytes, maxBytes)];
        return bytes.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 ? bytes : Encoding.UTF8.GetBytes(Of(bytes, maxBytes));
    }

    // A cut must not fall into the middle of a character, or what was valid no longer is.
    static int WholeCharacters(ReadOnlySpan<byte> bytes, int length)
    {
        int start = length;
        while (start > 0 && length - start < 3 && (bytes[start] & 0xC0) == 0x80) start--;
        return (bytes[start] & 0xC0) == 0xC0 ? start : length;
    }

    static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (char character in text)
        {
            if (char.IsControl(character)) escaped.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:X2}");
            else escaped.Append(character);
        }

        return escaped.ToString();
    }
}
