using NetWatch.Host.Composition;
using NetWatch.PluginHost.Faults;
using NetWatch.Sdk.Capture;

namespace NetWatch.Host.Running;

/// <summary>A capture that was opened on the best source, or the sentence that says why there is none.</summary>
sealed class LiveCapture : IDisposable
{
    LiveCapture(ICaptureSession session, string name, Action<Exception> fault) => (Session, Name, Fault) = (session, name, fault);

    /// <summary>Told what the session throws against its contract.</summary>
    internal Action<Exception> Fault { get; }

    internal ICaptureSession Session { get; }

    /// <summary>Interface and capture plugin, for the status line.</summary>
    internal string Name { get; }

    /// <summary>Tries the sources from the highest priority down; of those that can't, the first one's reason is told.</summary>
    internal static LiveCapture? TryOpen(Extensions extensions, LiveRequest request, out CaptureRefusal? refusal)
    {
        IReadOnlyList<ExtensionHandle<ICaptureSource>> sources = extensions.LoadCaptureSources(request.SourceId);
        if (sources.Count > 0)
        {
            var candidates = new List<CaptureCandidate>();
            foreach (ExtensionHandle<ICaptureSource> handle in sources)
            {
                if (handle.Active is { } source) candidates.Add(new CaptureCandidate(handle.Declaration.Id, source, error => handle.Fault(error)));
            }

            return TryOpen(candidates, request, out refusal);
        }

        refusal = new CaptureRefusal(request.SourceId is null ? "No capture plugin is installed; netwatch plugin list says which there are."
            : $"There is no capture plugin '{request.SourceId}'; netwatch plugin list says which there are.", ExitCodes.BadInput);
        return null;
    }

    /// <summary>The same over sources that are loaded.</summary>
    internal static LiveCapture? TryOpen(IReadOnlyList<CaptureCandidate> candidates, LiveRequest request, out CaptureRefusal? refusal)
    {
        refusal = null;
        foreach (CaptureCandidate candidate in candidates)
        {
            try
            {
                CaptureAvailability availability = candidate.Source.CheckAvailability();
                if (availability.IsAvailable) return Open(candidate, request, ref refusal);
                refusal ??= new CaptureRefusal(Sentence(availability.Reason, availability.Remedy), ExitCodes.NoPrivilege);
            }
            catch (CaptureException error)
            {
                refusal ??= new CaptureRefusal(Sentence(error.Message, error.Remedy), ExitCodes.BadInput);
                // An interface that is not there is missing for every source; an expression may be beyond one of them only.
                if (request.Interface is not null && request.BpfExpression is null) return null;
            }
            catch (Exception error)
            {
                candidate.Fault(error);
                refusal ??= new CaptureRefusal($"The capture plugin {candidate.Id} failed: {error.Message}", ExitCodes.Failure);
            }
        }

        refusal ??= new CaptureRefusal("No capture plugin can be used; netwatch plugin list says why.", ExitCodes.Failure);
        return null;
    }

    static LiveCapture? Open(CaptureCandidate candidate, LiveRequest request, ref CaptureRefusal? refusal)
    {
        string? name = request.Interface ?? Best(candidate.Source.ListInterfaces());
        if (name is null)
        {
            refusal = new CaptureRefusal("There is no interface to capture on; name one with -i.", ExitCodes.BadInput);
            return null;
        }

        ICaptureSession session = candidate.Source.Open(new CaptureOptions
        {
            Interface = name,
            SnapLength = request.SnapLength,
            BufferBytes = request.BufferBytes,
            BpfExpression = request.BpfExpression,
        });
        refusal = null;
        return new LiveCapture(session, $"{name} ({candidate.Id})", candidate.Fault);
    }

    static string? Best(IReadOnlyList<CaptureInterface> interfaces) =>
        (interfaces.FirstOrDefault(i => i.IsUp && !i.IsLoopback) ?? interfaces.FirstOrDefault(i => i.IsUp) ?? (interfaces.Count > 0 ? interfaces[0] : null))?.Name;

    // A remedy is a sentence, or a command, which begins in lower case.
    static string Sentence(string reason, string? remedy) =>
        string.IsNullOrEmpty(remedy) ? reason : char.IsLower(remedy[0]) ? $"{reason} Run: {remedy}" : $"{reason} {remedy}";

    public void Dispose() => Session.Dispose();
}
