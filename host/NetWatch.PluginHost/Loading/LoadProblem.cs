using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Problems;

namespace NetWatch.PluginHost.Loading;

/// <summary>Something that went wrong while a verified plugin was loaded.</summary>
/// <param name="Plugin">The plugin.</param>
/// <param name="Extension">The extension that was to be made.</param>
/// <param name="Problem">What went wrong.</param>
public sealed record LoadProblem(Plugin Plugin, ExtensionDeclaration Extension, PluginProblem Problem);
