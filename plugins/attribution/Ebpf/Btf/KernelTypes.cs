using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace NetWatch.Plugins.Ebpf.Btf;

/// <summary>
/// The types of the running kernel (BTF, Documentation/bpf/btf.rst): where a field lies in a structure, and the numbers by which programs are
/// attached. Names are looked up in the string section first, so that the one walk over the types compares numbers.
/// </summary>
public sealed class KernelTypes
{
    const ushort Magic = 0xEB9F;
    const int KindInteger = 1, KindArray = 3, KindStructure = 4, KindUnion = 5, KindEnum = 6, KindTypedef = 8, KindFunction = 12;
    const int KindFunctionPrototype = 13, KindVariable = 14, KindSection = 15, KindDeclarationTag = 17, KindEnum64 = 19;
    const int MaxDepth = 8;

    readonly byte[] _data;
    readonly int _typesEnd, _strings, _stringsEnd;
    readonly List<int> _offsets = [0];

    KernelTypes(byte[] data, int types, int typesEnd, int strings, int stringsEnd)
    {
        (_data, _typesEnd, _strings, _stringsEnd) = (data, typesEnd, strings, stringsEnd);
        for (int at = types; at + 12 <= _typesEnd;)
        {
            _offsets.Add(at);
            int size = SizeOf(at);
            if (size < 0) throw new InvalidDataException($"The kernel's types hold an entry of an unknown kind at {at}.");
            at += size;
        }
    }

    /// <summary>Reads the sections. Throws <see cref="InvalidDataException"/> for anything that is no BTF.</summary>
    public static KernelTypes Parse(byte[] data)
    {
        if (data.Length < 24 || BinaryPrimitives.ReadUInt16LittleEndian(data) != Magic) throw new InvalidDataException("The kernel's types are not in BTF.");
        long header = Number(data, 4), types = header + Number(data, 8), typesEnd = types + Number(data, 12);
        long strings = header + Number(data, 16), stringsEnd = strings + Number(data, 20);
        if (typesEnd > data.Length || stringsEnd > data.Length || types < 24 || strings < 24)
            throw new InvalidDataException("The sections of the kernel's types lie outside of the file.");
        return new KernelTypes(data, (int)types, (int)typesEnd, (int)strings, (int)stringsEnd);
    }

    /// <summary>Where a field lies in a structure, in bytes; -1 when the structure or the field does not exist.</summary>
    public int OffsetOf(string structure, string field)
    {
        int id = Find(structure, KindStructure);
        if (id < 0) return -1;
        int name = NameOffset(field);
        return name < 0 ? -1 : FieldOffset(id, name, 0);
    }

    /// <summary>The number of the typedef that stands for a tracepoint; -1 when the kernel has none of that name.</summary>
    public int TracepointId(string name) => Find("btf_trace_" + name, KindTypedef);

    /// <summary>The number of a function; -1 when it does not exist.</summary>
    public int FunctionId(string name) => Find(name, KindFunction);

    int Find(string name, int kind)
    {
        int offset = NameOffset(name);
        if (offset < 0) return -1;
        ReadOnlySpan<int> offsets = CollectionsMarshal.AsSpan(_offsets);
        for (int id = 1; id < offsets.Length; id++)
        {
            if (Int(offsets[id]) == offset && KindAt(offsets[id]) == kind) return id;
        }

        return -1;
    }

    int FieldOffset(int id, int name, int depth)
    {
        if (depth > MaxDepth || id <= 0 || id >= _offsets.Count) return -1;
        int at = _offsets[id], kind = KindAt(at);
        if (kind is not (KindStructure or KindUnion)) return -1;
        bool hasBitFields = (uint)Int(at + 4) >> 31 != 0;
        int count = Int(at + 4) & 0xffff;
        for (int i = 0, member = at + 12; i < count; i++, member += 12)
        {
            int bits = Int(member + 8);
            if (hasBitFields) bits &= 0xffffff;
            if (Int(member) == name) return bits / 8;
            // Members without a name are structures and unions whose fields count as the outer one's.
            if (Int(member) != 0) continue;
            int inner = FieldOffset(Int(member + 4), name, depth + 1);
            if (inner >= 0) return bits / 8 + inner;
        }

        return -1;
    }

    int NameOffset(string name)
    {
        byte[] wanted = Encoding.ASCII.GetBytes("\0" + name + "\0");
        int found = _data.AsSpan(_strings, _stringsEnd - _strings).IndexOf(wanted);
        return found < 0 ? -1 : found + 1;
    }

    int KindAt(int at) => Int(at + 4) >> 24 & 0x1f;

    int SizeOf(int at)
    {
        int count = Int(at + 4) & 0xffff;
        int extra = KindAt(at) switch
        {
            KindInteger or KindVariable or KindDeclarationTag => 4,
            KindArray => 12,
            KindStructure or KindUnion or KindSection or KindEnum64 => count * 12,
            KindEnum or KindFunctionPrototype => count * 8,
            > 0 and < 20 => 0,
            _ => -1,
        };
        return extra < 0 || at + 12 + extra > _typesEnd ? -1 : 12 + extra;
    }

    int Int(int at) => BinaryPrimitives.ReadInt32LittleEndian(_data.AsSpan(at));

    static uint Number(byte[] data, int at) => BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(at));
}
