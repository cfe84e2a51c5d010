using System.Globalization;
using System.Text;

namespace NetWatch.Host.Fingerprints;

/// <summary>Reads the CSV form: a line of column names, then one entry a line (RFC 4180: fields in quotes may hold commas, line ends and doubled quotes).</summary>
sealed class Ja4CsvReader(string path, TextReader text)
{
    const int MaxFields = 64;
    const int MaxRow = 64 * 1024;

    readonly List<string> _fields = [];
    readonly StringBuilder _field = new();
    int _line = 1;
    int _rowLine = 1;
    int _rowLength;

    /// <summary>Hands every entry to a builder.</summary>
    /// <exception cref="Ja4DatabaseException">There is no column of fingerprints, or a line is none of CSV.</exception>
    internal void Read(Ja4DatabaseBuilder builder)
    {
        if (!TryReadRow()) throw Error("the file is empty");
        Ja4Field[] columns = [.. _fields.Select(Ja4Row.FieldOf)];
        if (!columns.Contains(Ja4Field.Fingerprint)) throw Error("the first line names no column ja4 or ja4_fingerprint");
        var row = new Ja4Row();
        while (TryReadRow())
        {
            row.Clear();
            for (int i = 0; i < Math.Min(_fields.Count, columns.Length); i++) row.Set(columns[i], _fields[i]);
            // A blank line is no entry.
            if (_fields is not [""]) builder.Add(row);
        }
    }

    bool TryReadRow()
    {
        _fields.Clear();
        (_rowLength, _rowLine) = (0, _line);
        if (text.Peek() < 0) return false;
        while (ReadField())
        {
            if (_fields.Count >= MaxFields) throw Error(string.Create(CultureInfo.InvariantCulture, $"a line has more than {MaxFields} fields"));
        }

        return true;
    }

    // One field; whether another follows on the line.
    bool ReadField()
    {
        _field.Clear();
        int next = text.Peek();
        if (next == '"') ReadQuoted();
        while (true)
        {
            next = text.Read();
            if (next is < 0 or ',' or '\n')
            {
                _fields.Add(_field.ToString());
                if (next == '\n') _line++;
                return next == ',';
            }

            if (next != '\r' || text.Peek() != '\n') Append((char)next);
        }
    }

    void ReadQuoted()
    {
        int start = _line;
        _ = text.Read();
        while (true)
        {
            int next = text.Read();
            if (next < 0)
            {
                throw new Ja4DatabaseException(string.Create(CultureInfo.InvariantCulture,
                    $"{path}:{start}: a quote begins here that has no end. Close it, or take the file as it was published."));
            }

            if (next == '\n') _line++;
            if (next == '"')
            {
                if (text.Peek() != '"') return;
                _ = text.Read();
            }

            Append((char)next);
        }
    }

    void Append(char character)
    {
        if (++_rowLength > MaxRow) throw Error("an entry is longer than 64 KiB");
        _field.Append(character);
    }

    Ja4DatabaseException Error(string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{path}:{_rowLine}: {what}. Expected is a JA4 database as docs/ja4.md describes it."));
}
