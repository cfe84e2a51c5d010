using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;

namespace NetWatch.PluginHost.Faults;

/// <summary>
/// A loaded extension behind one reference: null while it is quarantined. Callers read <see cref="Active"/> anew for each call
/// and hand whatever it throws to <see cref="Fault"/>. Reading takes no lock and allocates nothing.
/// </summary>
/// <typeparam name="T">The interface of the extension point.</typeparam>
public sealed class ExtensionHandle<T> : ExtensionHandle where T : class
{
    readonly Quarantine _quarantine;
    T? _active;

    internal ExtensionHandle(Plugin plugin, ExtensionDeclaration declaration, T instance, Quarantine quarantine) : base(plugin, declaration)
    {
        Instance = instance;
        _active = instance;
        _quarantine = quarantine;
    }

    /// <summary>The extension, or null while it is quarantined. Any thread.</summary>
    public T? Active => Volatile.Read(ref _active);

    /// <summary>The extension, also while it is quarantined: the key of dispatch tables, never called directly.</summary>
    public T Instance { get; }

    public override bool IsActive => Active is not null;

    internal override object Object => Instance;

    /// <summary>The extension threw. Any thread; returns whether it is out now.</summary>
    public bool Fault(Exception error) => _quarantine.Report(this, error);

    /// <summary>The extension has done what takes it out at once. Any thread.</summary>
    public void TakeOut(Exception error) => _quarantine.TakeOut(this, error);

    internal override void SetActive(bool isActive) => Volatile.Write(ref _active, isActive ? Instance : null);
}
