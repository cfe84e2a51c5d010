using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Filters;

/// <summary>
/// Walks a fact as a writer would and compares the values under one path. Objects and arrays are steps of the path; the objects of an array
/// are not, so <c>dns.queries.rrname</c> is the name of any query.
/// </summary>
sealed class FactMatcher(string[] path, TextTest test) : IFactWriter
{
    // An object inside an array takes no step; whether the innermost 64 containers took one is kept as bits.
    ulong _tookStep;
    ulong _isArray;
    int _depth;
    int _outside;
    int _steps;

    /// <summary>Whether a value under the path was seen.</summary>
    internal bool Found { get; set; }

    /// <summary>Whether one of them passed.</summary>
    internal bool Passed { get; set; }

    internal void Walk(Fact fact)
    {
        _tookStep = _isArray = 0;
        _depth = _outside = _steps = 0;
        fact.WriteTo(this);
    }

    /// <summary>The same over the fields of a process.</summary>
    internal void Walk(SocketOwner owner)
    {
        _tookStep = _isArray = 0;
        _depth = _outside = _steps = 0;
        ProcessFields.Write(owner, this);
    }

    public void Text(string name, string? value)
    {
        if (value is not null && IsHere(name)) See(test.Passes(value));
    }

    public void Number(string name, long value)
    {
        if (IsHere(name)) See(test.Passes((double)value));
    }

    public void Number(string name, double value)
    {
        if (double.IsFinite(value) && IsHere(name)) See(test.Passes(value));
    }

    public void Flag(string name, bool value)
    {
        if (IsHere(name)) See(test.Passes(value));
    }

    public void List(string name, IReadOnlyList<string> values)
    {
        if (!IsHere(name)) return;
        for (int i = 0; i < values.Count; i++) See(test.Passes(values[i]));
    }

    public void BeginObject(string name) => Enter(name, isArray: false);

    public void EndObject() => Leave();

    public void BeginArray(string name) => Enter(name, isArray: true);

    public void EndArray() => Leave();

    bool IsHere(string name) =>
        _outside == 0 && _steps == path.Length - 1 && string.Equals(path[_steps], name, StringComparison.OrdinalIgnoreCase);

    void See(bool passes)
    {
        Found = true;
        Passed |= passes;
    }

    void Enter(string name, bool isArray)
    {
        bool inArray = (_isArray & 1) != 0;
        bool isOnPath = inArray || (_steps < path.Length - 1 && string.Equals(path[_steps], name, StringComparison.OrdinalIgnoreCase));
        if (_outside > 0 || !isOnPath || _depth == 64)
        {
            _outside++;
            return;
        }

        _depth++;
        _isArray = _isArray << 1 | (isArray ? 1UL : 0);
        _tookStep = _tookStep << 1 | (inArray ? 0 : 1UL);
        if (!inArray) _steps++;
    }

    void Leave()
    {
        if (_outside > 0)
        {
            _outside--;
            return;
        }

        if (_depth == 0) return;
        _depth--;
        if ((_tookStep & 1) != 0) _steps--;
        _isArray >>= 1;
        _tookStep >>= 1;
    }
}
