using System.Buffers.Binary;
using System.Globalization;

namespace NetWatch.Plugins.Http2;

/// <summary>The settings that one side has announced, in their order; the newest value of each stands.</summary>
sealed class Settings
{
    const int Most = 32;

    // Ends announce some three to six.
    const int Usual = 8;

    (ushort Id, uint Value)[] _values = [];
    int _count;

    internal void Clear() => _count = 0;

    /// <summary>Takes the payload of a SETTINGS frame; what is behind the 32nd setting is left out.</summary>
    internal void Take(ReadOnlySpan<byte> payload)
    {
        for (; payload.Length >= 6; payload = payload[6..])
            Set(BinaryPrimitives.ReadUInt16BigEndian(payload), BinaryPrimitives.ReadUInt32BigEndian(payload[2..]));
    }

    void Set(ushort id, uint value)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_values[i].Id != id) continue;
            _values[i].Value = value;
            return;
        }

        if (_count == Most) return;
        if (_count == _values.Length) Array.Resize(ref _values, Math.Max(Usual, 2 * _count));
        _values[_count++] = (id, value);
    }

    /// <summary>The value of a setting, or null when it was not announced.</summary>
    internal uint? Find(ushort id)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_values[i].Id == id) return _values[i].Value;
        }

        return null;
    }

    /// <summary>As <c>NAME=value</c>.</summary>
    internal List<string> ToList()
    {
        var list = new List<string>(_count);
        for (int i = 0; i < _count; i++) list.Add(string.Create(CultureInfo.InvariantCulture, $"{SettingNames.Name(_values[i].Id)}={_values[i].Value}"));
        return list;
    }
}
