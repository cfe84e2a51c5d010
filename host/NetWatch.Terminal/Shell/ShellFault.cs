namespace NetWatch.Terminal.Shell;

/// <summary>An extension that was taken out of service.</summary>
/// <param name="Extension">Unique name of the extension; what <see cref="IShellEvents.Retry"/> gets.</param>
/// <param name="PluginId">The plugin it belongs to.</param>
/// <param name="Reason">What happened, in one sentence.</param>
/// <param name="NextStep">What the user can do, in one sentence, or null for the shell's own words.</param>
/// <param name="At">Wall time of the last fault.</param>
/// <param name="Count">How often it has failed.</param>
public sealed record ShellFault(string Extension, string PluginId, string Reason, string? NextStep, DateTimeOffset At, int Count);
