using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Input;

/// <summary>What the numbers and letters of xterm, rxvt, the Linux console and their kin mean (xterm's ctlseqs, "PC-Style Function Keys").</summary>
static class KeySequences
{
    /// <summary>The key of a final letter of CSI or SS3; <see cref="Key.Character"/> when it is none.</summary>
    public static Key OfLetter(byte final) => final switch
    {
        (byte)'A' => Key.Up,
        (byte)'B' => Key.Down,
        (byte)'C' => Key.Right,
        (byte)'D' => Key.Left,
        (byte)'H' => Key.Home,
        (byte)'F' => Key.End,
        (byte)'P' => Key.F1,
        (byte)'Q' => Key.F2,
        (byte)'R' => Key.F3,
        (byte)'S' => Key.F4,
        (byte)'M' => Key.Enter,
        (byte)'I' => Key.Tab,
        _ => Key.Character,
    };

    /// <summary>The key of a number before <c>~</c>; <see cref="Key.Character"/> when it is none.</summary>
    public static Key OfNumber(int number) => number switch
    {
        1 or 7 => Key.Home,
        2 => Key.Insert,
        3 => Key.Delete,
        4 or 8 => Key.End,
        5 => Key.PageUp,
        6 => Key.PageDown,
        >= 11 and <= 15 => Key.F1 + (byte)(number - 11),
        >= 17 and <= 21 => Key.F6 + (byte)(number - 17),
        23 or 24 => Key.F11 + (byte)(number - 23),
        _ => Key.Character,
    };

    /// <summary>The character of a keypad key after SS3, or 0.</summary>
    public static int OfKeypad(byte final) => final switch
    {
        >= (byte)'j' and <= (byte)'y' => "*+,-./0123456789"[final - 'j'],
        (byte)'X' => '=',
        (byte)' ' => ' ',
        _ => 0,
    };

    /// <summary>Modifiers as xterm counts them: 1 and a bit for Shift, Alt, Control.</summary>
    public static KeyModifiers Modifiers(int parameter) =>
        parameter is < 2 or > 256 ? KeyModifiers.None : (KeyModifiers)((parameter - 1) & 7);

    /// <summary>The key of one byte below 0x80, without what came before it.</summary>
    public static KeyPress OfByte(byte value, KeyModifiers held = KeyModifiers.None) => value switch
    {
        (byte)'\r' or (byte)'\n' => new KeyPress(Key.Enter, 0, held),
        (byte)'\t' => new KeyPress(Key.Tab, 0, held),
        0x08 or 0x7F => new KeyPress(Key.Backspace, 0, held),
        0x1B => new KeyPress(Key.Escape, 0, held),
        0 => new KeyPress(Key.Character, ' ', held | KeyModifiers.Control),
        <= 0x1A => new KeyPress(Key.Character, 'a' + value - 1, held | KeyModifiers.Control),
        < 0x20 => new KeyPress(Key.Character, @"\]^_"[value - 0x1C], held | KeyModifiers.Control),
        _ => new KeyPress(Key.Character, value, held),
    };

    /// <summary>The key of a character number with modifiers, as the newer keyboard protocols (<c>CSI … u</c>, <c>CSI 27;…~</c>) tell it.</summary>
    public static KeyPress? OfCodePoint(int codePoint, KeyModifiers held)
    {
        if (codePoint is '\r' or '\t' or 0x1B or 0x7F or 0x08) return OfByte((byte)codePoint, held);
        if (codePoint < 0x20 || !System.Text.Rune.IsValid(codePoint)) return null;
        bool isUpper = codePoint is >= 'A' and <= 'Z';
        return new KeyPress(Key.Character, held.HasFlag(KeyModifiers.Control) && isUpper ? codePoint + 32 : codePoint, held);
    }
}
