using System.Collections;
using NetWatch.Host.Commands;
using NetWatch.PluginHost.Discovery;
using NetWatch.Sdk.Plugins;

namespace NetWatch.Host.Configuration;

/// <summary>
/// What the user has set: the file named by <c>--config</c>, or the one in the user's folder; above it the environment (<c>NETWATCH_NETWORK__EGRESS</c>),
/// options of the command line, and what is changed while the program runs. Any thread.
/// </summary>
sealed class Settings : IPluginSettings
{
    const string FileName = "netwatch.json";

    readonly Lock _gate = new();
    readonly ConfigurationSchema _schema;
    readonly EnvironmentSettings _environment;
    readonly Dictionary<string, (string? Value, string Option)> _options = new(StringComparer.Ordinal);

    // Neither is changed once it stands here: a change is a copy in its place, so that readers need no lock.
    Dictionary<string, string?> _file;
    Dictionary<string, string> _changes = new(StringComparer.Ordinal);

    /// <summary>What is set in a file and in the environment.</summary>
    internal Settings(ConfigurationSchema schema, string? path, IReadOnlyDictionary<string, string?> file, EnvironmentSettings environment)
    {
        (_schema, Path, _environment) = (schema, path, environment);
        _file = new Dictionary<string, string?>(file, StringComparer.Ordinal);
    }

    /// <summary>Nothing is set.</summary>
    internal static Settings None() => new(new ConfigurationSchema([]), null, new Dictionary<string, string?>(), new EnvironmentSettings(new Hashtable()));

    /// <summary>What may be set.</summary>
    internal ConfigurationSchema Schema => _schema;

    /// <summary>The file that is read and written; it need not be there. Null where there is no folder for it.</summary>
    internal string? Path { get; }

    /// <summary>What was changed since the start or since it was saved, by key, as it is now.</summary>
    internal IReadOnlyDictionary<string, string> Changes => Volatile.Read(ref _changes);

    /// <summary>Whether plugins that ask for it may talk to hosts that the user did not name.</summary>
    internal bool AllowsEgress => Value(HostSettings.Egress) == "true";

    /// <summary>The database of JA4 fingerprints, or null.</summary>
    internal string? Ja4Database => Value(HostSettings.Ja4Database) is { Length: > 0 } named ? named : null;

    /// <summary>Reads what is set.</summary>
    /// <param name="path">The file that the user named, or null for the one in the user's folder, which need not be there.</param>
    /// <param name="schema">What may be set.</param>
    /// <exception cref="ConfigurationException">The message says where it is wrong.</exception>
    internal static Settings Load(string? path, ConfigurationSchema schema)
    {
        bool isNamed = path is not null;
        if (path is null && UserFolders.Configuration() is { } folder) path = System.IO.Path.Combine(folder, FileName);
        var file = new Dictionary<string, string?>();
        if (path is not null && (isNamed || File.Exists(path))) file = ConfigurationFile.Read(path, schema);
        var environment = new EnvironmentSettings(Environment.GetEnvironmentVariables());
        foreach (string key in environment.Keys)
        {
            // Other variables of the prefix may be somebody else's; those that are ours must be in order.
            if (schema.Find(key.ToLowerInvariant())?.Fault(environment[key]) is { } fault)
                throw new ConfigurationException($"{EnvironmentSettings.Variable(key)} {fault}.");
        }

        return new Settings(schema, path is null ? null : System.IO.Path.GetFullPath(path), file, environment);
    }

    /// <summary>An option of the command line sets it for this run. Before anything runs.</summary>
    internal void SetOption(string key, string value, string option) => _options[key] = (value, option);

    /// <summary>What a setting is now, and where that comes from.</summary>
    internal SettingValue Find(string key) =>
        Changes.TryGetValue(key, out string? changed) ? new SettingValue(changed, SettingOrigin.Here) : BeforeChanges(key);

    /// <summary>What it was before it was changed here.</summary>
    internal SettingValue BeforeChanges(string key)
    {
        if (_options.TryGetValue(key, out (string? Value, string Option) option)) return new SettingValue(option.Value, SettingOrigin.Option, option.Option);
        if (_environment[key] is { } variable) return new SettingValue(variable, SettingOrigin.Environment, EnvironmentSettings.Variable(key));
        if (Volatile.Read(ref _file).GetValueOrDefault(key) is { } written) return new SettingValue(written, SettingOrigin.File, Path ?? "");
        return new SettingValue(_schema.Find(key)?.Default, SettingOrigin.Default);
    }

    string? Value(string key) => Find(key).Value;

    /// <summary>Changes a setting for this run. What is wrong with the value, or null when it was taken.</summary>
    internal string? Change(string key, string value)
    {
        if (_schema.Find(key) is not { } setting) return "There is no such setting.";
        if (value.Length > ConfigurationFile.LongestValue) return $"It must not be longer than {ConfigurationFile.LongestValue} characters.";
        if (setting.Fault(value) is { } fault) return $"It {fault}.";
        // What is as before is no change, and nothing to save.
        SettingValue before = BeforeChanges(key);
        if (before.Value == value && before.Origin != SettingOrigin.Option) Forget(key);
        else Alter(changes => changes[key] = value);
        return null;
    }

    /// <summary>Forgets a change.</summary>
    internal void Forget(string key) => Alter(changes => changes.Remove(key));

    void Alter(Action<Dictionary<string, string>> how)
    {
        lock (_gate)
        {
            var changes = new Dictionary<string, string>(_changes, StringComparer.Ordinal);
            how(changes);
            Volatile.Write(ref _changes, changes);
        }
    }

    /// <summary>These changes stand in the file now.</summary>
    internal void OnSaved(IReadOnlyDictionary<string, string> saved)
    {
        lock (_gate)
        {
            var file = new Dictionary<string, string?>(_file, StringComparer.Ordinal);
            foreach ((string key, string value) in saved) file[key] = value;
            Volatile.Write(ref _file, file);
        }

        foreach ((string key, string value) in saved)
        {
            // Below an option or a variable it has no effect in this run; it goes on as changed here.
            if (BeforeChanges(key).Value == value) Forget(key);
        }
    }

    /// <summary>A whole number that is set, or its default.</summary>
    internal long Count(string key) => CountText.TryParse(Value(key), out long count) ? count : 0;

    /// <summary>A number of bytes that is set, or its default.</summary>
    internal long Size(string key) => SizeText.TryParse(Value(key), out long bytes) ? bytes : 0;

    /// <summary>A time that is set, or its default.</summary>
    internal TimeSpan Time(string key) => DurationText.TryParse(Value(key), out TimeSpan? time) && time is { } span ? span : TimeSpan.Zero;

    /// <summary>How often a collector shall run, or null for its own choice.</summary>
    internal TimeSpan? Cadence(string collectorId) =>
        DurationText.TryParse(Get(collectorId, "cadence"), out TimeSpan? cadence) ? cadence : null;

    /// <summary>Whether a collector is turned off.</summary>
    internal bool IsOff(string collectorId) => Get(collectorId, "enabled") == "false";

    public string? Get(string extensionId, string key) => Value($"collectors.{extensionId}.{key}");
}
