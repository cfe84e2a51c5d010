using System.Globalization;
using System.Text;

namespace NetWatch.Engine.Filters;

/// <summary>Reads the words, signs and values of an expression.</summary>
sealed class FilterScanner(string text)
{
    internal int Position { get; private set; }

    internal bool IsAtEnd => Position >= text.Length;

    internal char Current => IsAtEnd ? '\0' : text[Position];

    internal void SkipBlanks()
    {
        while (!IsAtEnd && char.IsWhiteSpace(text[Position])) Position++;
    }

    /// <summary>Passes over a sign, after blanks, when it stands here.</summary>
    internal bool TrySign(string sign)
    {
        SkipBlanks();
        if (string.CompareOrdinal(text, Position, sign, 0, sign.Length) != 0) return false;
        Position += sign.Length;
        return true;
    }

    /// <summary>Passes over a word, after blanks, when it stands here by itself. Case does not count.</summary>
    internal bool TryWord(string word)
    {
        SkipBlanks();
        int end = Position + word.Length;
        bool isHere = string.Compare(text, Position, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0
            && (end >= text.Length || !IsTermCharacter(text[end]));
        if (isHere) Position = end;
        return isHere;
    }

    /// <summary>The characters up to a blank or an operator; the colon belongs to them, since addresses have colons.</summary>
    internal string ReadTerm()
    {
        int start = Position;
        while (!IsAtEnd && IsTermCharacter(text[Position])) Position++;
        return text[start..Position];
    }

    internal void MoveTo(int position) => Position = position;

    /// <summary>Reads a value: in quotes, or up to a blank, a bracket or a logical sign.</summary>
    internal FilterValue ReadValue(bool isInSet, bool keepsEscapes)
    {
        SkipBlanks();
        int start = Position;
        // Single quotes too: on a command line the whole expression often stands in double ones.
        if (Current is '"' or '\'') return new FilterValue(start, ReadQuoted(keepsEscapes), true);
        while (!IsAtEnd && IsValueCharacter(isInSet)) Position++;
        return new FilterValue(start, text[start..Position], false);
    }

    internal string ReadQuoted(bool keepsEscapes)
    {
        int start = Position;
        char quote = text[Position++];
        var value = new StringBuilder();
        while (!IsAtEnd && text[Position] != quote)
        {
            char character = text[Position++];
            // In a regular expression a backslash is a sign of its own, but before a quote it only keeps the quote from ending the text.
            if (character == '\\' && !(keepsEscapes && Current != quote)) character = ReadEscape();
            else if (character == '\\' && keepsEscapes && Position < text.Length && Current == '\\') value.Append(text[Position++]);
            value.Append(character);
        }

        if (IsAtEnd) throw new FilterSyntaxException(start, "this quote is not closed: expected another " + quote);
        Position++;
        return value.ToString();
    }

    char ReadEscape()
    {
        int start = Position - 1;
        char escape = Current;
        Position++;
        switch (escape)
        {
            case '"' or '\'' or '\\': return escape;
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'x' when Position + 2 <= text.Length
                && byte.TryParse(text.AsSpan(Position, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte code):
                Position += 2;
                return (char)code;
            default: throw new FilterSyntaxException(start, "expected one of \\\" \\\\ \\n \\r \\t \\xNN");
        }
    }

    bool IsValueCharacter(bool isInSet)
    {
        char character = text[Position];
        if (char.IsWhiteSpace(character) || character is '(' or ')' or '{' or '}' or '"' || (isInSet && character == ',')) return false;
        return !(character is '&' or '|' && Position + 1 < text.Length && text[Position + 1] == character);
    }

    static bool IsTermCharacter(char character) =>
        !char.IsWhiteSpace(character) && character is not ('(' or ')' or '{' or '}' or '"' or '!' or '=' or '<' or '>' or '~' or '&' or '|' or ',');
}
