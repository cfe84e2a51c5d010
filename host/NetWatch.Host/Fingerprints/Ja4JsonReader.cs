using System.Globalization;
using System.Text.Json;

namespace NetWatch.Host.Fingerprints;

/// <summary>Reads the JSON form: an array of objects, or one object after the other. Piece by piece, since the public database is large.</summary>
sealed class Ja4JsonReader(string path, Stream stream)
{
    const int FirstBuffer = 64 * 1024;
    const int MostBuffer = 1 << 20;
    const int Deepest = 16;
    const int LongestText = 4096;

    readonly Ja4Row _row = new();
    Ja4Field _field;
    int _rowDepth = -1;

    /// <summary>Hands every entry to a builder.</summary>
    /// <exception cref="Ja4DatabaseException">It is not JSON, or something else than objects.</exception>
    internal void Read(Ja4DatabaseBuilder builder)
    {
        byte[] buffer = new byte[FirstBuffer];
        int length = 0;
        bool isEnd = false;
        var state = new JsonReaderState(new JsonReaderOptions
        {
            AllowMultipleValues = true, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = Deepest,
        });
        while (!isEnd)
        {
            int read = stream.Read(buffer, length, buffer.Length - length);
            isEnd = read == 0;
            length += read;
            int used = Take(buffer.AsSpan(0, length), isEnd, ref state, builder);
            buffer.AsSpan(used, length - used).CopyTo(buffer);
            length -= used;
            if (length < buffer.Length) continue;
            // One token fills all of it.
            if (buffer.Length >= MostBuffer) throw Error(0, "a text is longer than 1 MiB");
            Array.Resize(ref buffer, buffer.Length * 2);
        }
    }

    int Take(ReadOnlySpan<byte> bytes, bool isEnd, ref JsonReaderState state, Ja4DatabaseBuilder builder)
    {
        var reader = new Utf8JsonReader(bytes, isEnd, state);
        try
        {
            while (reader.Read()) OnToken(ref reader, builder);
        }
        catch (JsonException error)
        {
            throw Error((error.LineNumber ?? 0) + 1, "it is not JSON here");
        }
        catch (InvalidOperationException)
        {
            throw Error(0, "a text in it is not UTF-8");
        }

        state = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }

    void OnToken(ref Utf8JsonReader reader, Ja4DatabaseBuilder builder)
    {
        bool isInRow = _rowDepth >= 0 && reader.CurrentDepth == _rowDepth + 1;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when _rowDepth < 0:
                _rowDepth = reader.CurrentDepth;
                _row.Clear();
                break;
            case JsonTokenType.EndObject when reader.CurrentDepth == _rowDepth:
                _rowDepth = -1;
                builder.Add(_row);
                break;
            case JsonTokenType.PropertyName when isInRow:
                _field = reader.ValueSpan.Length <= LongestText ? Ja4Row.FieldOf(reader.GetString()!) : Ja4Field.None;
                break;
            case JsonTokenType.String when isInRow && reader.ValueSpan.Length <= LongestText: _row.Set(_field, reader.GetString()); break;
            case JsonTokenType.Number when isInRow && reader.ValueSpan.Length <= 32: _row.Set(_field, System.Text.Encoding.ASCII.GetString(reader.ValueSpan)); break;
            case JsonTokenType.True when isInRow: _row.Set(_field, "true"); break;
        }
    }

    Ja4DatabaseException Error(long line, string what) => new(line == 0
        ? $"{path}: {what}. Expected is a JA4 database as docs/ja4.md describes it."
        : string.Create(CultureInfo.InvariantCulture, $"{path}:{line}: {what}. Expected is a JA4 database as docs/ja4.md describes it."));
}
