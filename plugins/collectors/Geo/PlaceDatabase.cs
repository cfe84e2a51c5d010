using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Geo;

/// <summary>A database of places: a search tree over addresses, and records (MaxMind DB File Format Specification 2.0).</summary>
sealed class PlaceDatabase
{
    readonly DatabaseFile _file;
    readonly DatabaseMetadata _metadata;
    readonly RecordReader _records;
    readonly long _root4;

    PlaceDatabase(DatabaseFile file, DatabaseMetadata metadata)
    {
        (_file, _metadata) = (file, metadata);
        _records = new RecordReader(file, metadata.DataStart, metadata.DataEnd);
        // IPv4 lies under ::/96 in a tree for IPv6.
        for (int i = 0; i < 96 && metadata.IpVersion == 6 && _root4 < metadata.NodeCount; i++) _root4 = Child(_root4, 0);
    }

    /// <summary>Kind and date, for instance <c>GeoLite2-City 2026-11-03</c>.</summary>
    internal string Name => _metadata.Name;

    /// <summary>Opens a file.</summary>
    /// <exception cref="InvalidDataException">It is no database, or one that contradicts itself.</exception>
    internal static PlaceDatabase Open(string path)
    {
        DatabaseFile file = DatabaseFile.Open(path);
        return new PlaceDatabase(file, DatabaseMetadata.Read(file));
    }

    /// <summary>What it says of an address, added to what is known already; that when it says nothing or is broken there.</summary>
    internal GeoPlace? Find(NetAddress address, GeoPlace? known)
    {
        long node = address.IsIPv4 ? _root4 : 0;
        if (!address.IsIPv4 && _metadata.IpVersion == 4) return known;
        Span<byte> bytes = stackalloc byte[16];
        int length = address.Write(bytes);
        for (int bit = 0; bit < length * 8 && node < _metadata.NodeCount; bit++) node = Child(node, (bytes[bit / 8] >> (7 - bit % 8)) & 1);
        // The number of nodes itself stands for "not there".
        if (node <= _metadata.NodeCount) return known;
        return _records.ReadPlace(_metadata.DataStart + node - _metadata.NodeCount - DatabaseMetadata.Separator, known);
    }

    long Child(long node, int side)
    {
        Span<byte> bytes = stackalloc byte[8];
        int size = _metadata.RecordBits / 4;
        Span<byte> pair = bytes[..size];
        if (!_file.TryRead(node * size, pair)) return _metadata.NodeCount;
        return _metadata.RecordBits switch
        {
            24 => side == 0 ? Number(pair[..3]) : Number(pair[3..]),
            // The byte in the middle holds the upper four bits of both.
            28 => side == 0 ? (long)(pair[3] >> 4) << 24 | Number(pair[..3]) : (long)(pair[3] & 0xF) << 24 | Number(pair[4..]),
            _ => side == 0 ? Number(pair[..4]) : Number(pair[4..]),
        };
    }

    static long Number(ReadOnlySpan<byte> bytes)
    {
        long number = 0;
        foreach (byte each in bytes) number = number << 8 | each;
        return number;
    }
}
