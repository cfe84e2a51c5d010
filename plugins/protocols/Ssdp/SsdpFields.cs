using System.Text;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Ssdp;

/// <summary>Walks the fields of a message, line by line, behind its start line. Lines end in a line feed, with or without a carriage return.</summary>
ref struct SsdpFields
{
    /// <summary>Messages have some ten fields.</summary>
    const int MaxFields = 64;

    /// <summary>Bytes kept of a value.</summary>
    const int MaxValue = 512;

    readonly ReadOnlySpan<byte> _bytes;
    int _next;
    int _count;
    ReadOnlySpan<byte> _name;
    ReadOnlySpan<byte> _value;

    internal SsdpFields(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        StartLine = Line(0, out _next);
    }

    internal ReadOnlySpan<byte> StartLine { get; }

    /// <summary>Where the line of the field begins.</summary>
    internal int Start { get; private set; }

    /// <summary>How long the line is, without its end.</summary>
    internal int LineLength { get; private set; }

    internal readonly string Name => Encoding.UTF8.GetString(_name);

    internal readonly string Value => Encoding.UTF8.GetString(_value[..Math.Min(MaxValue, _value.Length)]);

    /// <summary>Moves to the next field; a line without a colon is passed over, an empty one ends the message.</summary>
    internal bool MoveNext()
    {
        while (_next < _bytes.Length && _count < MaxFields)
        {
            Start = _next;
            ReadOnlySpan<byte> line = Line(_next, out _next);
            if (line.IsEmpty) return false;
            _count++;
            LineLength = line.Length;
            int colon = line.IndexOf((byte)':');
            if (colon <= 0) continue;
            _name = WireBytes.Trim(line[..colon], (byte)' ');
            _value = WireBytes.Trim(line[(colon + 1)..], (byte)' ');
            return true;
        }

        return false;
    }

    /// <summary>Whether the field has a name; letters count alike in both cases.</summary>
    internal readonly bool IsNamed(string name) => Ascii.EqualsIgnoreCase(_name, name);

    readonly ReadOnlySpan<byte> Line(int at, out int next)
    {
        ReadOnlySpan<byte> rest = _bytes[at..];
        int end = rest.IndexOf((byte)'\n');
        next = end < 0 ? _bytes.Length : at + end + 1;
        ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
        return WireBytes.TrimEnd(line, (byte)'\r');
    }
}
