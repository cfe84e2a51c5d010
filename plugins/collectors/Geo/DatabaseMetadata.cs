using System.Globalization;

namespace NetWatch.Plugins.Geo;

/// <summary>What a database says of itself, at its end.</summary>
sealed record DatabaseMetadata(long NodeCount, int RecordBits, int IpVersion, string Name, long DataStart, long DataEnd)
{
    /// <summary>Zero bytes between tree and records.</summary>
    internal const int Separator = 16;

    const int FarthestFromEnd = 128 << 10;
    const long MostNodes = 1L << 32;

    static readonly byte[] Marker = [0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8];

    internal static DatabaseMetadata Read(DatabaseFile file)
    {
        int length = (int)Math.Min(file.Length, FarthestFromEnd);
        byte[] tail = new byte[length];
        int marker = file.TryRead(file.Length - length, tail) ? tail.AsSpan().LastIndexOf(Marker) : -1;
        if (marker < 0) throw new InvalidDataException("it is no database of the MaxMind format");
        long start = file.Length - length + marker + Marker.Length;
        var reader = new RecordReader(file, start, file.Length);
        Dictionary<string, object> map = reader.ReadFlat(start) ?? throw new InvalidDataException("its metadata is broken");
        long nodes = Number(map, "node_count"), bits = Number(map, "record_size"), version = Number(map, "ip_version");
        if (Number(map, "binary_format_major_version") != 2) throw new InvalidDataException("its format is of another version than 2");
        if (bits is not (24 or 28 or 32) || version is not (4 or 6) || nodes is < 0 or >= MostNodes) throw new InvalidDataException("its metadata is impossible");
        long data = nodes * (bits / 4) + Separator;
        if (data > start) throw new InvalidDataException("it is shorter than its tree");
        string name = map.GetValueOrDefault("database_type") as string ?? "database";
        string built = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(Number(map, "build_epoch"), 0, 253_402_300_799)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new DatabaseMetadata(nodes, (int)bits, (int)version, $"{name[..Math.Min(name.Length, 64)]} {built}", data, start - Marker.Length);
    }

    static long Number(Dictionary<string, object> map, string key) => map.GetValueOrDefault(key) is long number ? number : -1;
}
