using NetWatch.Sdk.Collection;

namespace NetWatch.Terminal.Shell;

/// <summary>The window of a request that a tab has made.</summary>
/// <param name="Title">Its title until the first report comes.</param>
/// <param name="Latest">The latest report, or null. Called once a frame.</param>
/// <param name="Close">The user has closed the window. Must return at once.</param>
public sealed record ShellReport(string Title, Func<IReportSnapshot?> Latest, Action Close);
