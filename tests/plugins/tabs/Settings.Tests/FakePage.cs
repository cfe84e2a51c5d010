using System.Collections.Immutable;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Plugins.Settings.Tests;

/// <summary>A page as the host makes it, that notes what the tab asks.</summary>
sealed class FakePage : ISettingsPage
{
    internal List<(string Key, string Value)> Changes { get; } = [];

    internal List<string> Reverted { get; } = [];

    internal List<string> Retried { get; } = [];

    internal List<string> Completed { get; } = [];

    internal string? Refusal { get; set; }

    internal ImmutableArray<string> Offers { get; set; } = [];

    internal int Saves { get; private set; }

    public ImmutableArray<SettingsGroup> Groups { get; set; } = Sample();

    public int UnsavedCount { get; set; }

    public string? Change(string key, string value)
    {
        if (Refusal is null) Changes.Add((key, value));
        return Refusal;
    }

    public string? Revert(string key)
    {
        Reverted.Add(key);
        return null;
    }

    public string Save()
    {
        Saves++;
        return "1 setting written to /home/me/.config/netwatch/netwatch.json at 12:00:00.";
    }

    public void Retry(SettingsRow row) => Retried.Add(row.Name);

    public ImmutableArray<string> CompletePath(string begun)
    {
        Completed.Add(begun);
        return Offers;
    }

    internal static ImmutableArray<SettingsGroup> Sample() =>
    [
        new("Decryption",
        [
            new("key log", "/home/me/a/folder/with/a/long/name/keys.log")
            {
                Key = "decryption.keylog", Input = SettingInput.Path, IsLive = true, Entered = "/home/me/a/folder/with/a/long/name/keys.log", Origin = "changed here", IsChanged = true,
                Cost = "waiting for it", Role = StyleRole.Warning, Note = "/home/me/a/folder/with/a/long/name/keys.log is not there yet; it is read as soon as it is.",
                Meaning = "Decrypts TLS and QUIC with the secrets in this file.",
            },
            new("secrets", "1,234 of 56 connections") { Cost = "3 malformed lines", Role = StyleRole.Warning, Note = "Malformed lines were passed over." },
            new("connections with keys", "262,144") { Key = "decryption.keys", Input = SettingInput.Text, Entered = "262,144", Origin = "default", Cost = "keys 0", Meaning = "The oldest go first." },
        ]),
        new("Collectors",
        [
            new("health", "5s")
            {
                Key = "collectors.health.cadence", Input = SettingInput.Step, IsLive = true, Entered = "5s", Choices = ["1s", "2s", "5s", "10s"], Origin = "/home/me/.config/netwatch/netwatch.json",
                Cost = "stalled since 12:00:01", Role = StyleRole.Alert, CanRetry = true, Meaning = "How often it runs.",
            },
            new("names reverse", "off")
            {
                Key = "collectors.names.reverse", Input = SettingInput.Flag, IsLive = true, Entered = "false", Choices = ["false", "true"], Origin = "default",
                Meaning = "Asks your resolver for names of addresses that the wire did not name: each sends a query.",
            },
        ]),
        new("Screen",
        [
            new("theme", "mono")
            {
                Key = "screen.theme", Input = SettingInput.Choice, IsLive = true, Entered = "mono", Choices = ["terminal", "dark", "light", "mono"], Origin = "--theme", Meaning = "Colours.",
            },
        ]),
    ];
}
