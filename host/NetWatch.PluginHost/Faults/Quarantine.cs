using System.Collections.Concurrent;
using System.Collections.Immutable;
using NetWatch.PluginHost.Verification;

namespace NetWatch.PluginHost.Faults;

/// <summary>
/// Takes extensions that throw out of use and tells who asks. Reports may come from any thread; nothing here is touched while
/// nothing throws.
/// </summary>
public sealed class Quarantine(TimeProvider time)
{
    readonly Lock _gate = new();
    readonly ConcurrentDictionary<object, ExtensionHandle> _handles = new(ReferenceEqualityComparer.Instance);
    readonly Dictionary<string, StrikeCounter> _counters = new(StringComparer.Ordinal);
    ImmutableArray<ExtensionFault> _faults = [];
    HashSet<object>? _out;

    /// <summary>Every extension that has thrown, the quarantined ones and those that are still in use. One reference read; any thread.</summary>
    public ImmutableArray<ExtensionFault> Faults
    {
        get
        {
            lock (_gate) return _faults;
        }
    }

    /// <summary>
    /// An extension threw, was taken out or was put back. Raised on the reporting thread, so handlers only note it; what they
    /// throw is theirs.
    /// </summary>
    public event EventHandler<ExtensionChangedEventArgs>? Changed;

    /// <summary>
    /// The object threw. For callers that know the extension but not its handle. Returns whether it is out now; false for an
    /// object that no plugin brought.
    /// </summary>
    public bool Report(object extension, Exception error) => _handles.TryGetValue(extension, out ExtensionHandle? handle) && Report(handle, error);

    /// <summary>Whether an extension is out of use. One volatile read as long as nothing is; any thread, no lock, no allocation.</summary>
    public bool IsQuarantined(object extension) => Volatile.Read(ref _out) is { } quarantined && quarantined.Contains(extension);

    /// <summary>The extension threw. Returns whether it is out now.</summary>
    public bool Report(ExtensionHandle handle, Exception error) => Report(handle, error, isGrave: false);

    /// <summary>The extension has done what takes it out at once: its threads hang one after the other.</summary>
    public void TakeOut(ExtensionHandle handle, Exception error) => Report(handle, error, isGrave: true);

    bool Report(ExtensionHandle handle, Exception error, bool isGrave)
    {
        ExtensionFault fault;
        lock (_gate)
        {
            if (!_counters.TryGetValue(handle.Key, out StrikeCounter? counter))
                _counters[handle.Key] = counter = new StrikeCounter(FaultPolicy.Strikes(handle.Declaration.Kind));
            bool isOut = counter.Strike(time.GetTimestamp(), FaultPolicy.Window, time) || isGrave || !handle.IsActive;
            ExtensionFault? before = Find(handle.Key);
            fault = Describe(handle, error, counter.Count, isOut, before);
            _faults = before is null ? _faults.Add(fault) : _faults.Replace(before, fault);
            if (isOut) SetActive(handle, false);
        }

        Changed?.Invoke(this, new ExtensionChangedEventArgs(handle, fault));
        return fault.IsQuarantined;
    }

    /// <summary>Puts an extension back and forgets its faults. Returns false when it has none.</summary>
    public bool Reinstate(string key)
    {
        ExtensionHandle? handle = null;
        lock (_gate)
        {
            ExtensionFault? fault = Find(key);
            if (fault is null) return false;
            _faults = _faults.Remove(fault);
            if (_counters.TryGetValue(key, out StrikeCounter? counter)) counter.Clear();
            foreach (ExtensionHandle known in _handles.Values)
            {
                if (known.Key == key) handle = known;
            }

            if (handle is not null) SetActive(handle, true);
        }

        if (handle is not null) Changed?.Invoke(this, new ExtensionChangedEventArgs(handle, null));
        return true;
    }

    internal void Watch(ExtensionHandle handle) => _handles[handle.Object] = handle;

    // Readers hold the set that they read, so it is replaced and never changed.
    void SetActive(ExtensionHandle handle, bool isActive)
    {
        handle.SetActive(isActive);
        HashSet<object> next = _out is null ? new(ReferenceEqualityComparer.Instance) : new(_out, ReferenceEqualityComparer.Instance);
        if (isActive) next.Remove(handle.Object);
        else next.Add(handle.Object);
        Volatile.Write(ref _out, next.Count == 0 ? null : next);
    }

    ExtensionFault? Find(string key)
    {
        foreach (ExtensionFault fault in _faults)
        {
            if (fault.Key == key) return fault;
        }

        return null;
    }

    ExtensionFault Describe(ExtensionHandle handle, Exception error, int count, bool isOut, ExtensionFault? before) => new()
    {
        Key = handle.Key,
        PluginId = handle.Plugin.Id,
        Kind = handle.Declaration.Kind,
        KindName = handle.Declaration.KindName,
        ExtensionId = handle.Declaration.Id,
        ErrorType = PrintableText.Clean(error.GetType().Name, 80),
        Message = PrintableText.Clean(MessageOf(error), 300),
        Since = before is not null && before.IsQuarantined == isOut ? before.Since : time.GetUtcNow(),
        Count = count,
        IsQuarantined = isOut,
    };

    // Message is virtual: an exception type of the plugin can throw from it.
    static string MessageOf(Exception error)
    {
        try
        {
            return error.Message;
        }
        catch (Exception second)
        {
            return $"(its message can't be read: {second.GetType().Name})";
        }
    }
}
