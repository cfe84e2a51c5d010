using System.Buffers.Text;
using System.Text;
using Microsoft.Win32.SafeHandles;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Traffic;

/// <summary>The kernel's table of interfaces, as <c>/proc/net/dev</c> has it. Opened once: later on the process may not open files.</summary>
sealed class DeviceTable(string path)
{
    const int MostDevices = 4_096;
    const int MostBytes = 1 << 20;
    const int Columns = 16;

    readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    SafeFileHandle? _file;
    byte[] _bytes = new byte[8_192];

    /// <summary>Reads all lines. False with a sentence for the user when there is no table.</summary>
    internal bool TryRead(List<DeviceCounters> devices, out string? reason)
    {
        devices.Clear();
        int length;
        try
        {
            _file ??= File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            length = ReadAll(_file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            reason = $"Interfaces can't be read from {path}: {error.Message}";
            return false;
        }

        reason = null;
        ReadOnlySpan<byte> rest = _bytes.AsSpan(0, length);
        while (!rest.IsEmpty && devices.Count < MostDevices)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (TryParse(line, out DeviceCounters device)) devices.Add(device);
        }

        return true;
    }

    int ReadAll(SafeFileHandle file)
    {
        int length = 0;
        while (true)
        {
            int read = RandomAccess.Read(file, _bytes.AsSpan(length), length);
            if (read == 0) return length;
            length += read;
            if (length < _bytes.Length) continue;
            if (_bytes.Length >= MostBytes) return length;
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }
    }

    // Two headings have no colon with figures behind it. A name may hold a colon of its own, the figures never do.
    bool TryParse(ReadOnlySpan<byte> line, out DeviceCounters device)
    {
        device = default;
        int colon = line.LastIndexOf((byte)':');
        if (colon <= 0) return false;
        Span<long> figures = stackalloc long[Columns];
        ReadOnlySpan<byte> rest = line[(colon + 1)..];
        for (int i = 0; i < Columns; i++)
        {
            rest = rest.TrimStart((byte)' ');
            if (!Utf8Parser.TryParse(rest, out ulong figure, out int taken)) return false;
            figures[i] = (long)Math.Min(figure, long.MaxValue);
            rest = rest[taken..];
        }

        device = new DeviceCounters(NameOf(line[..colon].Trim((byte)' ')),
            new InterfaceCounters(figures[0], figures[1], figures[2], figures[3]),
            new InterfaceCounters(figures[8], figures[9], figures[10], figures[11]));
        return true;
    }

    string NameOf(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[64];
        int length = Encoding.UTF8.GetCharCount(bytes) <= text.Length ? Encoding.UTF8.GetChars(bytes, text) : 0;
        var known = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (length > 0 && known.TryGetValue(text[..length], out string? name)) return name;
        name = Encoding.UTF8.GetString(bytes);
        if (_names.Count < MostDevices) _names[name] = name;
        return name;
    }
}
