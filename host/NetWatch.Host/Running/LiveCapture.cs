using NetWatch.Host.Composition;
using NetWatch.PluginHost.Faults;
using NetWatch.Sdk.Capture;

namespace NetWatch.Host.Running;

/// <summary>A capture that was opened on the best source, or the sentence that says why there is none.</summary>
sealed class LiveCapture : IDisposable
{
    LiveCapture(ICaptureSession session, string name) => (Session, Name) = (session, name);

    internal ICaptureSession Session { get; }

    /// <summary>Interface and capture plugin, for the status line.</summary>
    internal string Name { get; }

    /// <summary>Tries the sources from the highest priority down; of those that can't, the first one's reason is told.</summary>
    internal static LiveCapture? TryOpen(Extensions extensions, LiveRequest request, out string? reason)
    {
        reason = null;
        IReadOnlyList<ExtensionHandle<ICaptureSource>> sources = extensions.LoadCaptureSources(request.SourceId);
        if (sources.Count == 0)
        {
            reason = request.SourceId is null ? "No capture plugin is installed; netwatch plugin list says which there are."
                : $"There is no capture plugin '{request.SourceId}'; netwatch plugin list says which there are.";
            return null;
        }

        foreach (ExtensionHandle<ICaptureSource> handle in sources)
        {
            if (handle.Active is not { } source) continue;
            try
            {
                CaptureAvailability availability = source.CheckAvailability();
                if (!availability.IsAvailable)
                {
                    reason ??= Sentence(availability.Reason, availability.Remedy);
                    continue;
                }

                return Open(source, handle.Declaration.Id, request, ref reason);
            }
            catch (CaptureException error)
            {
                reason ??= Sentence(error.Message, error.Remedy);
                // What the user asked for by name is wrong with every source: interface and expression.
                if (request.Interface is not null && request.BpfExpression is null) return null;
            }
            catch (Exception error)
            {
                handle.Fault(error);
                reason ??= $"The capture plugin {handle.Declaration.Id} failed: {error.Message}";
            }
        }

        return null;
    }

    static LiveCapture? Open(ICaptureSource source, string id, LiveRequest request, ref string? reason)
    {
        string? name = request.Interface ?? Best(source.ListInterfaces());
        if (name is null)
        {
            reason = "There is no interface to capture on; name one with -i.";
            return null;
        }

        ICaptureSession session = source.Open(new CaptureOptions
        {
            Interface = name,
            SnapLength = request.SnapLength,
            BufferBytes = request.BufferBytes,
            BpfExpression = request.BpfExpression,
        });
        return new LiveCapture(session, $"{name} ({id})");
    }

    static string? Best(IReadOnlyList<CaptureInterface> interfaces) =>
        (interfaces.FirstOrDefault(i => i.IsUp && !i.IsLoopback) ?? interfaces.FirstOrDefault(i => i.IsUp) ?? (interfaces.Count > 0 ? interfaces[0] : null))?.Name;

    static string Sentence(string reason, string? remedy) => remedy is null ? reason : $"{reason} {remedy}";

    public void Dispose() => Session.Dispose();
}
