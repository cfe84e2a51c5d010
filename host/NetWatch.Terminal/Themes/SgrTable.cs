using System.Globalization;
using System.Text;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Themes;

/// <summary>
/// The escape sequence of every role with every combination of attributes, made once for a theme and a colour depth. Each sequence
/// begins with a reset, so that none depends on what was set before.
/// </summary>
public sealed class SgrTable
{
    const int AttributeCombinations = 32;

    readonly byte[][] _sequences;

    /// <summary>The sequences of a theme on a terminal of this colour depth.</summary>
    public SgrTable(Theme theme, ColorDepth depth)
    {
        HasOwnBackground = theme.HasOwnBackground && depth != ColorDepth.None;
        _sequences = new byte[Theme.RoleCount * AttributeCombinations][];
        for (int i = 0; i < _sequences.Length; i++)
            _sequences[i] = Sequence(theme, depth, (StyleRole)(i / AttributeCombinations), (TextAttributes)(i % AttributeCombinations));
    }

    /// <summary>Whether blanks have a colour of their own.</summary>
    public bool HasOwnBackground { get; }

    /// <summary>The sequence of an index.</summary>
    public ReadOnlySpan<byte> this[int index] => index < _sequences.Length ? _sequences[index] : _sequences[index % AttributeCombinations];

    /// <summary>The index of a role with attributes.</summary>
    public static int IndexOf(StyleRole role, TextAttributes attributes) =>
        (int)role * AttributeCombinations + ((int)attributes & (AttributeCombinations - 1));

    static byte[] Sequence(Theme theme, ColorDepth depth, StyleRole role, TextAttributes attributes)
    {
        RoleStyle style = theme[role];
        // Reverse on a role that is reversed already shows it as it was: exchanging twice.
        attributes = (attributes | style.Attributes) & ~TextAttributes.Reverse | ((attributes ^ style.Attributes) & TextAttributes.Reverse);
        var text = new StringBuilder("\e[0");
        if (attributes.HasFlag(TextAttributes.Bold)) text.Append(";1");
        if (attributes.HasFlag(TextAttributes.Dim)) text.Append(";2");
        if (attributes.HasFlag(TextAttributes.Italic)) text.Append(";3");
        if (attributes.HasFlag(TextAttributes.Underline)) text.Append(";4");
        if (attributes.HasFlag(TextAttributes.Reverse)) text.Append(";7");
        AppendColor(text, style.Foreground, depth, isBackground: false);
        AppendColor(text, style.Background.IsSet ? style.Background : theme[StyleRole.Default].Background, depth, isBackground: true);
        return Encoding.ASCII.GetBytes(text.Append('m').ToString());
    }

    static void AppendColor(StringBuilder text, ThemeColor color, ColorDepth depth, bool isBackground)
    {
        if (!color.IsSet || depth == ColorDepth.None) return;
        int first = isBackground ? 40 : 30;
        if (color.Rgb >= 0 && depth == ColorDepth.TrueColor)
        {
            text.Append(CultureInfo.InvariantCulture, $";{first + 8};2;{(color.Rgb >> 16) & 0xFF};{(color.Rgb >> 8) & 0xFF};{color.Rgb & 0xFF}");
        }
        else if (color.Rgb >= 0 && depth == ColorDepth.Indexed256)
        {
            text.Append(CultureInfo.InvariantCulture, $";{first + 8};5;{ColorCube.Nearest(color.Rgb)}");
        }
        else if (color.Palette >= 0)
        {
            text.Append(CultureInfo.InvariantCulture, $";{(color.Palette < 8 ? first + color.Palette : first + 60 + color.Palette - 8)}");
        }
    }
}
