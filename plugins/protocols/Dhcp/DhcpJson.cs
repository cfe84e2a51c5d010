using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Dhcp;

/// <summary>
/// Writes the fixed fields of a message as JSON, none of which needs an escape: some clients ask thousands of times for an address, with no
/// option but the type.
/// </summary>
ref struct DhcpJson
{
    // All fields with names, each as long as it can be.
    const int MaxLength = 512;

    readonly Span<byte> _json;
    int _length;

    internal DhcpJson(IBufferWriter<byte> output) => _json = output.GetSpan(MaxLength);

    /// <summary>How many bytes were written.</summary>
    internal readonly int Length => _length;

    internal void Head(bool isRequest, uint id)
    {
        if (isRequest) Put("\"type\":\"request\",\"id\":"u8);
        else Put("\"type\":\"reply\",\"id\":"u8);
        Utf8Formatter.TryFormat(id, _json[_length..], out int written);
        _length += written;
    }

    /// <summary>Adds a hardware address, unless it is empty.</summary>
    internal void Mac(scoped ReadOnlySpan<byte> address)
    {
        if (address.IsEmpty) return;
        Put(",\"client_mac\":\""u8);
        _length += OptionText.Mac(address, _json[_length..]);
        Put("\""u8);
    }

    /// <summary>Adds an address, unless it is zero; with its name as it stands in front of it.</summary>
    internal void Address(ReadOnlySpan<byte> name, uint bits)
    {
        if (bits == 0) return;
        Put(name);
        NetAddress.FromIPv4(bits).TryFormat(_json[_length..], out int written, default, null);
        _length += written;
        Put("\""u8);
    }

    /// <summary>Adds the type, unless there is none.</summary>
    internal void Type(string? type)
    {
        if (type is null) return;
        Put(",\"dhcp_type\":\""u8);
        Span<byte> rest = _json.Slice(_length, type.Length);
        for (int i = 0; i < rest.Length; i++) rest[i] = (byte)type[i];
        _length += rest.Length;
        Put("\""u8);
    }

    // Inlined, so that bytes of a known length are a few moves instead of a call.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Put(scoped ReadOnlySpan<byte> json)
    {
        json.CopyTo(_json[_length..]);
        _length += json.Length;
    }
}
