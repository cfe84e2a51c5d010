using System.Collections.Immutable;
using NetWatch.Host.Decryption;
using NetWatch.Host.Diagnosis;
using NetWatch.PluginHost.Declarations;
using NetWatch.Sdk.Plugins;

namespace NetWatch.Host.Configuration.Page;

/// <summary>What can be set, and the one door through which it is changed while the program runs. Screen's thread, unless a member says otherwise.</summary>
sealed class SettingsPage : ISettingsPage
{
    static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(400), Watched = TimeSpan.FromSeconds(3), Patience = TimeSpan.FromSeconds(1);

    readonly PageSources _sources;
    readonly PageGroups _page;
    ImmutableArray<SettingsGroup> _groups = [];
    long _builtAt, _askedAt;
    int _isOld = 1;

    internal SettingsPage(PageSources sources)
    {
        (_sources, _page) = (sources, new PageGroups(sources));
        sources.Keys.Changed += (_, _) => OnChanged();
        sources.Annotator.Changed += (_, _) => OnChanged();
    }

    /// <summary>Is called when the page is another one and somebody looks at it, on any thread; must return at once.</summary>
    internal Action? Changed { get; set; }

    Settings Settings => _sources.Settings;

    public ImmutableArray<SettingsGroup> Groups
    {
        get
        {
            if (_askedAt == 0) LookAtRights();
            long now = _sources.Time.GetTimestamp();
            Volatile.Write(ref _askedAt, now);
            bool isOld = Interlocked.Exchange(ref _isOld, 0) != 0 || _sources.Time.GetElapsedTime(_builtAt, now) >= Fresh;
            if (!isOld) return _groups;
            _builtAt = now;
            return _groups = _page.Build();
        }
    }

    public int UnsavedCount => Settings.Changes.Count;

    // Any thread. Nobody is woken for a page that nobody looks at.
    void OnChanged()
    {
        Volatile.Write(ref _isOld, 1);
        long asked = Volatile.Read(ref _askedAt);
        if (asked != 0 && _sources.Time.GetElapsedTime(asked) < Watched) Changed?.Invoke();
    }

    // Reads of /proc may take their time on a machine that is short of it.
    void LookAtRights() => new Thread(() =>
    {
        _page.Findings = [.. new SystemCheck("/proc/self").Run().Where(static finding => finding.Area != "system" || finding.State != FindingState.Good)];
        OnChanged();
    }) { IsBackground = true, Name = "rights" }.Start();

    public string? Change(string key, string value)
    {
        if (Settings.Schema.Find(key) is not { } setting) return "There is no such setting.";
        if (value.Any(char.IsControl)) return "It must not contain control characters.";
        if (setting.Kind == SettingKind.Path) value = setting.Group is null ? WholePaths(value) : HomePath.Full(value);
        string? before = Settings.Changes.GetValueOrDefault(key);
        if (Settings.Change(key, value) is { } fault) return fault;
        if (Apply(key) is not { } refusal)
        {
            OnChanged();
            return null;
        }

        if (before is null) Settings.Forget(key);
        else Settings.Change(key, before);
        return refusal;
    }

    // What a plugin takes may be several, parted as in PATH.
    static string WholePaths(string value) => string.Join(Path.PathSeparator, value.Split(Path.PathSeparator).Select(HomePath.Full));

    public string? Revert(string key)
    {
        if (!Settings.Changes.ContainsKey(key)) return "It was not changed here.";
        Settings.Forget(key);
        Apply(key);
        OnChanged();
        return null;
    }

    /// <summary>The user has changed it by a key of the shell: it holds already.</summary>
    internal void Note(string key, string value)
    {
        Settings.Change(key, value);
        OnChanged();
    }

    // What comes of a file is seen later, and told by the rows on the state.
    string? Apply(string key)
    {
        switch (key)
        {
            case HostSettings.KeyLog:
                _sources.Keys.Use(KeyLogOption.Chosen(Settings));
                return null;
            case HostSettings.Ja4Database:
                _sources.Annotator.Use(Settings.Ja4Database);
                return null;
            case HostSettings.Theme:
                return _sources.Screen?.UseTheme(Settings.Find(key).Value ?? "") == false ? "This terminal shows no colours (NO_COLOR, or TERM=dumb)." : null;
            case HostSettings.Tick:
                _sources.Screen?.UseTick(Settings.Time(key));
                return null;
        }

        foreach (CollectorDeclaration collector in _sources.Extensions.Catalog.Plugins.SelectMany(static plugin => plugin.Extensions).OfType<CollectorDeclaration>())
        {
            if (key == ConfigurationSchema.CadenceOf(collector.Id)) _sources.Collectors.SetCadence(collector.Id, Settings.Time(key));
            if (key == ConfigurationSchema.EnabledOf(collector.Id)) _sources.Collectors.SetEnabled(collector.Id, !Settings.IsOff(collector.Id));
        }

        return null;
    }

    public string Save()
    {
        IReadOnlyDictionary<string, string> changes = Settings.Changes;
        if (changes.Count == 0) return "Nothing was changed.";
        if (Settings.Path is not { } path) return "There is no folder for a configuration: set HOME or XDG_CONFIG_HOME, or name a file with --config.";
        string? outcome = null;
        // The folder may lie on another machine.
        var write = new Thread(() => Volatile.Write(ref outcome, Write(path, changes))) { IsBackground = true, Name = "save" };
        write.Start();
        string answer = write.Join(Patience) ? outcome! : $"{path}: it still writes; the row of the file says what comes of it.";
        Volatile.Write(ref _isOld, 1);
        return answer;
    }

    string Write(string path, IReadOnlyDictionary<string, string> changes)
    {
        string outcome;
        try
        {
            ConfigurationWriter.Save(path, changes, Settings.Schema);
            Settings.OnSaved(changes);
            string above = string.Join(", ", changes.Keys.Where(Settings.Changes.ContainsKey));
            outcome = $"{PageText.Count(changes.Count, "setting")} written to {path} at {PageText.Clock(_sources.Time.GetUtcNow())}."
                + (above.Length == 0 ? "" : $" An option or a variable stands above the file for {above}.");
        }
        catch (ConfigurationException error)
        {
            outcome = error.Message;
        }

        _page.Saved = outcome;
        OnChanged();
        return outcome;
    }

    public void Retry(SettingsRow row)
    {
        string key = row.Name;
        foreach (var fault in _sources.Extensions.Quarantine.Faults)
        {
            bool isCollector = row.Key is { } setting && setting == ConfigurationSchema.CadenceOf(fault.ExtensionId);
            if (fault.Key == key || isCollector) _sources.Extensions.Quarantine.Reinstate(fault.Key);
        }

        OnChanged();
    }

    public ImmutableArray<string> CompletePath(string begun) => PathCompletion.Of(begun);
}
