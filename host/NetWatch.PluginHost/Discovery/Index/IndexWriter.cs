using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace NetWatch.PluginHost.Discovery.Index;

/// <summary>Writes numbers and texts one after the other, as <see cref="IndexReader"/> reads them.</summary>
sealed class IndexWriter
{
    readonly ArrayBufferWriter<byte> _bytes = new();

    public void Number(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _bytes.Write(bytes);
    }

    public void Identity(ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        _bytes.Write(bytes);
    }

    public void Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Number(bytes.Length);
        _bytes.Write(bytes);
    }

    public void Texts(IReadOnlyList<string> texts)
    {
        Number(texts.Count);
        foreach (string text in texts) Text(text);
    }

    public void Ports(IReadOnlyList<ushort> ports)
    {
        Number(ports.Count);
        foreach (ushort port in ports) Number(port);
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
}
