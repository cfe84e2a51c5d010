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

    const int RecentBits = 10;

    readonly Dictionary<string, Entry> _all = new(StringComparer.Ordinal);
    readonly Recent[] _recent = new Recent[1 << RecentBits];
    int _object;

    /// <summary>The bytes of a name. Asked for every field of every line. Good until the next question.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref readonly Recent Find(string name)
    {
        ref Recent recent = ref _recent[Place(name)];
        if (!ReferenceEquals(recent.Name, name)) recent = ref FindAny(name);
        return ref recent;
    }

    // By where the name lies: looking into it would be a wait for memory on each field. Where the collector has moved it since, it is looked up again.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Place(string name) => (int)((uint)(Unsafe.As<string, nuint>(ref name) >> 3) * 0x9E37_79B1u >> (32 - RecentBits));

    // Two places that lie side by side serve the same names, so that two which alternate don't push each other out.
    ref Recent FindAny(string name)
    {
        int place = Place(name);
        ref Recent other = ref _recent[place ^ 1];
        if (ReferenceEquals(other.Name, name)) return ref other;
        if (!_all.TryGetValue(name, out Entry? entry))
        {
            entry = new Entry(name);
            _all.Add(name, entry);
        }

        other = _recent[place];
        _recent[place] = new Recent(name, entry);
        return ref _recent[place];
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

    /// <summary>A name that was asked for lately, with all of it that is needed for one of usual length, side by side.</summary>
    internal readonly struct Recent
    {
        /// <summary>Bytes that are here.</summary>
        internal const int Held = 32;

        internal Recent(string name, Entry entry)
        {
            Name = name;
            Entry = entry;
            Length = entry.Length;
            First = Vector128.Create(entry.Json);
            Second = Vector128.Create(entry.Json, Vector128<byte>.Count);
        }

        internal string Name { get; }

        internal Entry Entry { get; }

        /// <summary>How many bytes the name has as it is written.</summary>
        internal int Length { get; }

        internal Vector128<byte> First { get; }

        internal Vector128<byte> Second { get; }
    }

    /// <summary>A name.</summary>
    internal sealed class Entry(string name)
    {
        /// <summary>The bytes, and behind them as many as make whole vectors, <see cref="Recent.Held"/> at least.</summary>
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
            byte[] json = new byte[Math.Max(Recent.Held, (name.Length + 3 + Vector128<byte>.Count - 1) / Vector128<byte>.Count * Vector128<byte>.Count)];
            json[0] = json[name.Length + 1] = (byte)'"';
            json[name.Length + 2] = (byte)':';
            for (int i = 0; i < name.Length; i++) json[i + 1] = JsonText.IsClean(name[i]) ? (byte)name[i] : (byte)'_';
            return json;
        }
    }
}
