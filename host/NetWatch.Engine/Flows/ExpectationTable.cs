using System.Numerics;

namespace NetWatch.Engine.Flows;

/// <summary>
/// Announcements by their ends and by their age: chained hashing over places of one array, which are linked in the order in which they were taken.
/// A dictionary and a list of objects would make three objects for each, and compile code for their key in each run. The hash is secret: whoever
/// writes the announcements can't aim for one chain.
/// </summary>
sealed class ExpectationTable
{
    /// <summary>No place.</summary>
    internal const int None = -1;

    const int FirstSize = 64;
    const ulong Factor = 0x9FB2_1C65_1E98_DF25;

    readonly SecretHash _hash = SecretHash.Make();
    Place[] _places = new Place[FirstSize];

    // By hash: the first place of the chain, plus one.
    int[] _chains = new int[FirstSize * 2];
    int _free = None, _used, _newest = None;

    /// <summary>How many there are.</summary>
    internal int Count { get; private set; }

    /// <summary>The place of the one that was taken first, or <see cref="None"/>.</summary>
    internal int Oldest { get; private set; } = None;

    /// <summary>What a place holds. Good until the next change.</summary>
    internal ref readonly Expectation this[int place] => ref _places[place].Value;

    /// <summary>The place of what has these ends, or <see cref="None"/>.</summary>
    internal int Find(in ExpectationKey key)
    {
        if (Count == 0) return None;
        int place = _chains[Chain(key)] - 1;
        while (place != None && !_places[place].Value.Key.Equals(key)) place = _places[place].Next;
        return place;
    }

    /// <summary>Takes one whose ends no other has, as the newest.</summary>
    internal void Add(in Expectation expectation)
    {
        if (_free == None && _used == _places.Length) Grow();
        int place = _free;
        if (place == None) place = _used++;
        else _free = _places[place].Next;
        ref int chain = ref _chains[Chain(expectation.Key)];
        _places[place] = new Place { Value = expectation, Next = chain - 1, Older = _newest, Newer = None };
        chain = place + 1;
        if (_newest == None) Oldest = place;
        else _places[_newest].Newer = place;
        _newest = place;
        Count++;
    }

    /// <summary>Takes one out.</summary>
    internal void Remove(int place)
    {
        ref Place removed = ref _places[place];
        Unchain(place, removed);
        if (removed.Older == None) Oldest = removed.Newer;
        else _places[removed.Older].Newer = removed.Newer;
        if (removed.Newer == None) _newest = removed.Older;
        else _places[removed.Newer].Older = removed.Older;
        removed = new Place { Next = _free };
        _free = place;
        Count--;
    }

    void Unchain(int place, in Place removed)
    {
        ref int chain = ref _chains[Chain(removed.Value.Key)];
        if (chain - 1 == place)
        {
            chain = removed.Next + 1;
            return;
        }

        int before = chain - 1;
        while (_places[before].Next != place) before = _places[before].Next;
        _places[before].Next = removed.Next;
    }

    // Only when every place is in use.
    void Grow()
    {
        Array.Resize(ref _places, _places.Length * 2);
        _chains = new int[_places.Length * 2];
        for (int place = 0; place < _used; place++)
        {
            ref int chain = ref _chains[Chain(_places[place].Value.Key)];
            _places[place].Next = chain - 1;
            chain = place + 1;
        }
    }

    int Chain(in ExpectationKey key)
    {
        ulong ends = BitOperations.RotateLeft(_hash.Of(key.Initiator), 29) + _hash.Of(key.Responder);
        return (int)((ends ^ (ulong)key.ResponderPort << 8 ^ (ulong)key.Transport) * Factor >> 32) & (_chains.Length - 1);
    }

    struct Place
    {
        internal Expectation Value;
        internal int Next, Older, Newer;
    }
}
