using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetWatch.Plugins.Eve;

/// <summary>
/// The names of fields as they are written, quotes and colon included: made once, since the same few stand on every line. Also knows
/// which of them an object has had.
/// </summary>
sealed class JsonNames
{
    // A plugin that invents a name for every fact must not fill memory: beyond this all are forgotten.
    const int MaxNames = 4096;

    readonly Dictionary<string, Entry> _all = new(StringComparer.Ordinal);
    readonly Entry?[] _recent = new Entry?[256];
    int _object;

    /// <summary>The bytes of a name. Asked for every field of every line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Entry Find(string name)
    {
        int slot = name.Length == 0 ? 0 : (name.Length * 31 + name[0] * 7 + name[name.Length / 2] * 13 + name[^1]) & 0xFF;
        return _recent[slot] is { } recent && ReferenceEquals(recent.Name, name) ? recent : FindAny(name, slot);
    }

    Entry FindAny(string name, int slot)
    {
        if (!_all.TryGetValue(name, out Entry? entry))
        {
            entry = new Entry(name);
            _all.Add(name, entry);
        }

        _recent[slot] = entry;
        return entry;
    }

    /// <summary>A line begins: forgets the names where they have become too many.</summary>
    internal void BeginLine()
    {
        if (_all.Count <= MaxNames) return;
        _all.Clear();
        Array.Clear(_recent);
    }

    /// <summary>Begins an object in which no name may come twice.</summary>
    internal void BeginObject() => _object++;

    /// <summary>Whether the object has not had the name yet; from here on it has.</summary>
    internal bool IsFirst(Entry name)
    {
        bool isFirst = name.Object != _object;
        name.Object = _object;
        return isFirst;
    }

    /// <summary>A name.</summary>
    internal sealed class Entry(string name)
    {
        internal string Name { get; } = name;

        /// <summary>The bytes, and behind them as many as make whole vectors.</summary>
        internal byte[] Json { get; } = Write(name);

        /// <summary>How many of them are the name: <c>"name":</c>.</summary>
        internal int Length { get; } = name.Length + 3;

        /// <summary>Whether the name is written as it is.</summary>
        internal bool IsPlain { get; } = AreClean(name);

        /// <summary>The latest object that had it.</summary>
        internal int Object { get; set; }

        static bool AreClean(string name)
        {
            foreach (char c in name)
            {
                if (!JsonText.IsClean(c)) return false;
            }

            return true;
        }

        // Names are written by plugins: what would break a line of JSON becomes an underscore.
        static byte[] Write(string name)
        {
            byte[] json = new byte[(name.Length + 3 + Vector128<byte>.Count - 1) / Vector128<byte>.Count * Vector128<byte>.Count];
            json[0] = json[name.Length + 1] = (byte)'"';
            json[name.Length + 2] = (byte)':';
            for (int i = 0; i < name.Length; i++) json[i + 1] = JsonText.IsClean(name[i]) ? (byte)name[i] : (byte)'_';
            return json;
        }
    }
}
