using System.Buffers.Binary;
using System.Text;

namespace NetWatch.PluginHost.Discovery.Index;

/// <summary>Reads what <see cref="IndexWriter"/> wrote. Past the end everything is empty and <see cref="IsShort"/> says so; it never throws.</summary>
ref struct IndexReader(ReadOnlySpan<byte> bytes)
{
    ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Whether more was asked for than there was.</summary>
    public bool IsShort { get; private set; }

    /// <summary>Whether nothing is left.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>A number.</summary>
    public int Number() => Take(4) is { IsEmpty: false } bytes ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : 0;

    /// <summary>A number of items, each of at least one byte, so that nobody makes room for more than there can be.</summary>
    public int Count()
    {
        int count = Number();
        if (count >= 0 && count <= _rest.Length) return count;
        IsShort = true;
        return 0;
    }

    /// <summary>An identity of a file.</summary>
    public ulong Identity() => Take(8) is { IsEmpty: false } bytes ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : 0;

    /// <summary>A text.</summary>
    public string Text() => Encoding.UTF8.GetString(Take(Count()));

    /// <summary>A list of texts.</summary>
    public string[] Texts()
    {
        int count = Count();
        if (count == 0) return [];
        string[] texts = new string[count];
        for (int i = 0; i < texts.Length; i++) texts[i] = Text();
        return texts;
    }

    /// <summary>A list of ports.</summary>
    public ushort[] Ports()
    {
        int count = Count();
        if (count == 0) return [];
        ushort[] ports = new ushort[count];
        for (int i = 0; i < ports.Length; i++) ports[i] = (ushort)Number();
        return ports;
    }

    ReadOnlySpan<byte> Take(int count)
    {
        if (_rest.Length < count)
        {
            IsShort = true;
            _rest = [];
            return [];
        }

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
