using System.Reflection.Metadata;

namespace NetWatch.PluginHost.Declarations;

/// <summary>
/// The arguments of a custom attribute, read from its blob (ECMA-335 II.23.3). The framework's decoder believes the length of an
/// array before it has seen the elements; this one reads the few forms that the SDK's attributes use and checks each length.
/// </summary>
sealed class AttributeArguments
{
    const byte Field = 0x53, Property = 0x54, Enum = 0x55, Array = 0x1D;
    readonly Dictionary<string, object?> _named = new(StringComparer.Ordinal);
    readonly List<object?> _positional = [];

    /// <summary>Reads the arguments. Throws <see cref="InvalidDataException"/> when they are not of the stated form.</summary>
    /// <param name="blob">The value of the attribute.</param>
    /// <param name="parameters">Types of the constructor's parameters.</param>
    /// <param name="byteEnums">Full names of the enums that are one byte wide; all others have four.</param>
    public AttributeArguments(BlobReader blob, SerializationTypeCode[] parameters, Func<string, bool> byteEnums)
    {
        if (blob.ReadUInt16() != 1) throw new InvalidDataException("The attribute has no prolog.");
        foreach (SerializationTypeCode type in parameters) _positional.Add(ReadValue(ref blob, type));
        int count = blob.ReadUInt16();
        for (int i = 0; i < count; i++) ReadNamed(ref blob, byteEnums);
    }

    public string? Text(int position) => _positional[position] as string;

    public int Number(int position) => (int)Convert.ToInt64(_positional[position], null);

    public string? Text(string name) => _named.GetValueOrDefault(name) as string;

    public long Number(string name, long otherwise) =>
        _named.TryGetValue(name, out object? value) && value is IConvertible and not string ? Convert.ToInt64(value, null) : otherwise;

    public IReadOnlyList<object?> List(string name) => _named.GetValueOrDefault(name) as IReadOnlyList<object?> ?? [];

    void ReadNamed(ref BlobReader blob, Func<string, bool> byteEnums)
    {
        byte kind = blob.ReadByte();
        if (kind is not (Field or Property)) throw new InvalidDataException("A named argument is neither a field nor a property.");
        byte type = blob.ReadByte();
        SerializationTypeCode element = SerializationTypeCode.Invalid;
        if (type == Array) element = (SerializationTypeCode)blob.ReadByte();
        if (type == Enum) type = (byte)(byteEnums(EnumName(ref blob)) ? SerializationTypeCode.Byte : SerializationTypeCode.Int32);
        string name = blob.ReadSerializedString() ?? throw new InvalidDataException("A named argument has no name.");
        _named[name] = type == Array ? ReadArray(ref blob, element) : ReadValue(ref blob, (SerializationTypeCode)type);
    }

    // The name carries its assembly after a comma.
    static string EnumName(ref BlobReader blob)
    {
        string name = blob.ReadSerializedString() ?? "";
        int comma = name.IndexOf(',', StringComparison.Ordinal);
        return comma < 0 ? name : name[..comma];
    }

    static List<object?> ReadArray(ref BlobReader blob, SerializationTypeCode element)
    {
        uint count = blob.ReadUInt32();
        if (count == uint.MaxValue) return [];
        if (count > blob.RemainingBytes) throw new InvalidDataException("An array claims more elements than there are bytes.");
        var items = new List<object?>((int)count);
        for (uint i = 0; i < count; i++) items.Add(ReadValue(ref blob, element));
        return items;
    }

    static object? ReadValue(ref BlobReader blob, SerializationTypeCode type) => type switch
    {
        SerializationTypeCode.String or SerializationTypeCode.Type => blob.ReadSerializedString(),
        SerializationTypeCode.Boolean => blob.ReadBoolean(),
        SerializationTypeCode.Byte => blob.ReadByte(),
        SerializationTypeCode.UInt16 => blob.ReadUInt16(),
        SerializationTypeCode.Int32 => blob.ReadInt32(),
        _ => throw new InvalidDataException($"An argument is of type {type}, which no attribute of the SDK takes."),
    };
}
