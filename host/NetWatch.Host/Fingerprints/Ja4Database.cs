using System.Globalization;
using System.Text;
using NetWatch.Engine.Flows;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Host.Fingerprints;

/// <summary>
/// Names of clients by JA4 fingerprint, from a file that the user supplies: the CSV or the JSON form of FoxIO's database. None comes with the program, since
/// such a list is old the day it is made.
/// </summary>
sealed class Ja4Database : IFactAnnotator
{
    /// <summary>More than any database there is; a file beyond it is something else.</summary>
    internal const long MaxBytes = 512L << 20;

    readonly Dictionary<string, Ja4Client> _clients;
    readonly string _source;

    Ja4Database(Dictionary<string, Ja4Client> clients, string source) => (_clients, _source) = (clients, source);

    /// <summary>How many fingerprints it knows.</summary>
    internal int Count => _clients.Count;

    /// <summary>Reads a database.</summary>
    /// <exception cref="Ja4DatabaseException">It can't be read or used.</exception>
    internal static Ja4Database Load(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            // A device or a pipe has no length, and might have no end.
            if (!file.CanSeek) throw new Ja4DatabaseException($"{path}: a JA4 database must be a file.");
            if (file.Length > MaxBytes) throw new Ja4DatabaseException($"{path}: a JA4 database of more than 512 MiB is not read.");
            return Read(file, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new Ja4DatabaseException($"{path}: can't be read: {error.Message}");
        }
    }

    /// <summary>The same of a stream that can seek.</summary>
    internal static Ja4Database Read(Stream stream, string path)
    {
        var builder = new Ja4DatabaseBuilder();
        if (IsJson(stream)) new Ja4JsonReader(path, stream).Read(builder);
        else new Ja4CsvReader(path, new StreamReader(stream, Encoding.UTF8)).Read(builder);
        if (builder.IsFull)
        {
            throw new Ja4DatabaseException(string.Create(CultureInfo.InvariantCulture,
                $"{path}: more than {Ja4DatabaseBuilder.MaxFingerprints:N0} fingerprints are not read. Take the entries you need."));
        }

        Dictionary<string, Ja4Client> clients = builder.Build();
        if (clients.Count == 0)
        {
            throw new Ja4DatabaseException(string.Create(CultureInfo.InvariantCulture,
                $"{path}: none of its {builder.Skipped} entries has a JA4 fingerprint (such as t13d1516h2_8daaf6152771_02713d6af862) and a name. ")
                + "docs/ja4.md describes what is expected.");
        }

        return new Ja4Database(clients, Path.GetFileName(path));
    }

    /// <summary>What is known of a fingerprint, or null.</summary>
    internal Ja4Client? Find(string ja4) => _clients.GetValueOrDefault(ja4);

    /// <inheritdoc/>
    public Fact? Annotate(Fact fact)
    {
        if (fact is not TlsClientHello { Ja4: { } ja4 } hello || Find(ja4) is not { } client) return null;
        return new TlsClientApplication
        {
            Carrier = hello.Carrier, Application = client.Name, NameKind = client.Kind, IsVerified = client.IsVerified, Others = client.Others, Source = _source,
        };
    }

    // Behind blanks and a byte order mark, JSON begins with a bracket or a brace, which no column name does.
    static bool IsJson(Stream stream)
    {
        Span<byte> start = stackalloc byte[64];
        int length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> text = start[..length];
        bool hasMark = text.StartsWith(Encoding.UTF8.Preamble);
        ReadOnlySpan<byte> trimmed = (hasMark ? text[3..] : text).TrimStart(" \t\r\n"u8);
        bool isJson = trimmed is [(byte)'[' or (byte)'{', ..];
        stream.Position = isJson && hasMark ? 3 : 0;
        return isJson;
    }
}
