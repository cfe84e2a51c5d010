using NetWatch.Sdk.Attribution;

namespace NetWatch.PluginHost.Declarations;

/// <summary>An attribution source.</summary>
/// <param name="Id">The id by which users name it.</param>
/// <param name="TypeName">Full name of the class.</param>
/// <param name="Evidence">The best evidence of its answers.</param>
/// <param name="Priority">Of sources with the same evidence the highest is asked first.</param>
/// <param name="IsFallback">Whether it is opened only when no other reads the sockets.</param>
/// <param name="ReadsFrames">Whether it finds processes in the frames of captures.</param>
public sealed record AttributionSourceDeclaration(string Id, string TypeName, AttributionEvidence Evidence, int Priority, bool IsFallback, bool ReadsFrames = false)
    : ExtensionDeclaration(ExtensionKind.AttributionSource, Id, TypeName);
