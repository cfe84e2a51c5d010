using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace NetWatch.Plugins.Geo.Tests;

/// <summary>Writes databases as the specification of the MaxMind DB format 2.0 has them.</summary>
sealed class DatabaseBytes(int recordBits, int ipVersion = 6)
{
    readonly List<long[]> _nodes = [[-1, -1]];
    readonly List<byte> _data = [];

    /// <summary>Adds a network with a record.</summary>
    internal DatabaseBytes Add(string network, params (string Key, object Value)[] record)
    {
        string[] parts = network.Split('/');
        byte[] address = IPAddress.Parse(parts[0]).GetAddressBytes();
        int length = int.Parse(parts[1], null);
        if (address.Length == 4 && ipVersion == 6) (address, length) = ([.. new byte[12], .. address], length + 96);
        int node = 0;
        for (int bit = 0; bit < length; bit++)
        {
            int side = (address[bit / 8] >> (7 - bit % 8)) & 1;
            if (bit == length - 1)
            {
                _nodes[node][side] = -2 - _data.Count;
                break;
            }

            if (_nodes[node][side] < 0)
            {
                _nodes.Add([-1, -1]);
                _nodes[node][side] = _nodes.Count - 1;
            }

            node = (int)_nodes[node][side];
        }

        _data.AddRange(Map(record));
        return this;
    }

    internal byte[] ToArray(string type = "Test-City", int major = 2) =>
    [
        .. _nodes.SelectMany(Node), .. new byte[16], .. _data, 0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8,
        .. Map(("binary_format_major_version", (long)major), ("node_count", (long)_nodes.Count), ("record_size", (long)recordBits), ("ip_version", (long)ipVersion),
            ("database_type", type), ("build_epoch", 1_767_225_600L), ("languages", new object[] { "en", "de" })),
    ];

    byte[] Node(long[] node)
    {
        long left = Record(node[0]), right = Record(node[1]);
        byte[] a = new byte[8], b = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(a, left);
        BinaryPrimitives.WriteInt64BigEndian(b, right);
        return recordBits switch
        {
            24 => [.. a[5..], .. b[5..]],
            28 => [.. a[5..], (byte)(left >> 24 << 4 | right >> 24), .. b[5..]],
            _ => [.. a[4..], .. b[4..]],
        };
    }

    long Record(long value) => value >= 0 ? value : value == -1 ? _nodes.Count : _nodes.Count + 16 + (-2 - value);

    static byte[] Map(params (string Key, object Value)[] entries) =>
        [.. Head(7, entries.Length), .. entries.SelectMany(each => (byte[])[.. Value(each.Key), .. Value(each.Value)])];

    static byte[] Value(object value) => value switch
    {
        string text => [.. Head(2, Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)],
        long number => [.. Head(6, 4), .. BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness((uint)number))],
        object[] list => [.. Head(11, list.Length), .. list.SelectMany(Value)],
        (string, object)[] map => Map(map),
        _ => throw new ArgumentException("no such value", nameof(value)),
    };

    static byte[] Head(int type, int size)
    {
        byte[] more = size < 29 ? [] : size < 285 ? [(byte)(size - 29)] : [(byte)((size - 285) >> 8), (byte)(size - 285)];
        int code = size < 29 ? size : size < 285 ? 29 : 30;
        return type < 8 ? [(byte)(type << 5 | code), .. more] : [(byte)code, (byte)(type - 7), .. more];
    }
}
