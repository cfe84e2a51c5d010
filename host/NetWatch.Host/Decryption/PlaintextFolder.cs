using System.Globalization;
using System.Text.Json;
using NetWatch.Engine.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Host.Decryption;

/// <summary>
/// Writes the plaintext of one capture: a file for each stream and direction, and <c>streams.ndjson</c>, which says of each whose it is,
/// how long, and its SHA-256. The index is there once everything is.
/// </summary>
sealed class PlaintextFolder : IPlaintextListener, IDisposable
{
    const string Index = "streams.ndjson";
    const int MaxStreams = 65_536;
    const int MaxGaps = 1000;

    readonly string _folder;
    readonly FileStream _index;
    readonly Utf8JsonWriter _json;
    readonly Dictionary<long, SortedDictionary<long, PlaintextFile[]>> _layers = [];
    int _streams;

    /// <summary>Makes the folder. Throws what the file system throws.</summary>
    internal PlaintextFolder(string root, string capture)
    {
        _folder = Path.Combine(root, capture);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(_folder);
        else Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Delete(Path.Combine(_folder, Index));
        _index = new FileStream(Partial, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 64 << 10);
        _json = new Utf8JsonWriter(_index, new JsonWriterOptions { SkipValidation = true });
    }

    string Partial => Path.Combine(_folder, Index + ".partial");

    /// <summary>Why nothing is written any longer, or null.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>Streams that were not written because there were too many.</summary>
    internal long LeftOut { get; private set; }

    public void OnData(DecryptedLayer layer, in StreamChunk chunk)
    {
        if (Failure is not null || Find(layer, chunk.StreamId) is not { } files) return;
        try
        {
            files[(int)chunk.Direction].Write(chunk.Bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Failure = error;
        }
    }

    public void OnGap(DecryptedLayer layer, long streamId, FlowDirection direction, long missingBytes)
    {
        if (Failure is not null || Find(layer, streamId) is not { } files) return;
        PlaintextFile file = files[(int)direction];
        if (file.Gaps.Count < MaxGaps) file.Gaps.Add((file.Bytes, missingBytes));
    }

    public void OnEnd(DecryptedLayer layer)
    {
        if (Failure is not null) return;
        if (!_layers.Remove(layer.Number, out SortedDictionary<long, PlaintextFile[]>? streams))
        {
            // A connection that was decrypted and carried nothing is a result too.
            if (layer is not { Status.HasPlaintext: true, IsOneStream: true } || Create(layer, 0) is not { } none) return;
            streams = new SortedDictionary<long, PlaintextFile[]> { [0] = none };
        }

        try
        {
            foreach ((long id, PlaintextFile[] files) in streams) WriteRow(layer, id, files);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Failure = error;
        }
    }

    PlaintextFile[]? Find(DecryptedLayer layer, long streamId)
    {
        if (!_layers.TryGetValue(layer.Number, out SortedDictionary<long, PlaintextFile[]>? streams)) _layers[layer.Number] = streams = [];
        if (streams.TryGetValue(streamId, out PlaintextFile[]? files)) return files;
        return Create(layer, streamId) is { } made ? streams[streamId] = made : null;
    }

    PlaintextFile[]? Create(DecryptedLayer layer, long streamId)
    {
        if (_streams >= MaxStreams)
        {
            LeftOut++;
            return null;
        }

        _streams++;
        string name = string.Create(CultureInfo.InvariantCulture, $"{layer.Number:D5}-{layer.Protocol}{(layer.IsOneStream ? "" : $"-{streamId}")}");
        return [new PlaintextFile(Path.Combine(_folder, name + "-c2s.bin")), new PlaintextFile(Path.Combine(_folder, name + "-s2c.bin"))];
    }

    void WriteRow(DecryptedLayer layer, long streamId, PlaintextFile[] files)
    {
        FiveTuple tuple = layer.Tuple;
        _json.WriteStartObject();
        _json.WriteString("kind", layer.Protocol);
        _json.WriteNumber("connection", layer.Number);
        _json.WriteNumber("stream", streamId);
        _json.WriteString("src_ip", tuple.Source.ToString());
        _json.WriteNumber("src_port", tuple.SourcePort);
        _json.WriteString("dest_ip", tuple.Destination.ToString());
        _json.WriteNumber("dest_port", tuple.DestinationPort);
        if (layer.Status is { } status)
        {
            _json.WriteString("version", status.Version.ToString(layer.IsOneStream ? "x4" : "x8", CultureInfo.InvariantCulture).Insert(0, "0x"));
            _json.WriteString("cipher_suite", string.Create(CultureInfo.InvariantCulture, $"0x{status.CipherSuite:x4}"));
            _json.WriteString("status", status.Sentence);
        }

        WriteDirection("c2s", files[0]);
        WriteDirection("s2c", files[1]);
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _index.WriteByte((byte)'\n');
    }

    void WriteDirection(string name, PlaintextFile file)
    {
        string hash = file.Complete();
        _json.WriteNumber(name + "_bytes", file.Bytes);
        _json.WriteString(name + "_sha256", hash);
        if (file.Exists) _json.WriteString(name + "_file", file.Name);
        if (file.Gaps.Count > 0)
        {
            _json.WriteStartArray(name + "_gaps");
            foreach ((long offset, long missing) in file.Gaps)
            {
                _json.WriteStartObject();
                _json.WriteNumber("offset", offset);
                _json.WriteNumber("missing", missing);
                _json.WriteEndObject();
            }

            _json.WriteEndArray();
        }

        file.Dispose();
    }

    /// <summary>Everything is there: the index gets its name. Why it could not be written, or null.</summary>
    internal Exception? Complete()
    {
        try
        {
            _json.Dispose();
            _index.Dispose();
            if (Failure is null) File.Move(Partial, Path.Combine(_folder, Index), overwrite: true);
            else File.Delete(Partial);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Failure ??= error;
        }

        return Failure;
    }

    public void Dispose()
    {
        _json.Dispose();
        _index.Dispose();
    }
}
