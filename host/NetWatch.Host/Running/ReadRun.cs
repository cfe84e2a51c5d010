using System.Globalization;
using System.Runtime;
using NetWatch.Engine;
using NetWatch.Engine.Identification;
using NetWatch.Host.Attribution;
using NetWatch.Host.Composition;
using NetWatch.Host.Configuration;
using NetWatch.Host.Decryption;
using NetWatch.Host.Output;
using NetWatch.Host.Streams;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Plugins;

namespace NetWatch.Host.Running;

/// <summary>Reads captures one after the other; what is wrong with one does not keep the others from being read.</summary>
sealed class ReadRun(Extensions extensions, IExporter exporter, string extension, IFlowFilter? filter, TimeProvider time)
{
    const long BytesBeforeCollection = 96 << 20;
    const long LeastMemoryToPostpone = 2L << 30;
    const int FirstBlockOfArrays = 31 << 20;

    readonly ProgressLine _progress = new(static () => Console.IsErrorRedirected ? null : Console.Error, time);
    bool _isClosed, _isWhole;

    /// <summary>Where to write a file for each capture; null for standard output.</summary>
    internal string? OutputFolder { get; init; }

    /// <summary>What the user has set.</summary>
    internal required Settings Settings { get; init; }

    /// <summary>The secrets to decrypt with.</summary>
    internal required KeySources Keys { get; init; }

    /// <summary>Where to write what was decrypted, a folder for each capture; null for nowhere.</summary>
    internal string? PlaintextFolder { get; init; }

    internal int Run(string[] paths)
    {
        if (OutputFolder is not null && !PrepareFolder(paths)) return ExitCodes.BadInput;
        var stop = new StopSignals();
        PrepareHeap();
        ProtocolTable protocols = extensions.LoadProtocols(withDissectors: false);
        foreach (string warning in extensions.Warnings()) Say(warning);
        int exit = ExitCodes.Success;
        using Stream? standard = OutputFolder is null ? StandardOutput.Open() : null;
        foreach (string path in paths)
        {
            int code = standard is not null ? ReadTo(standard, path, protocols, stop.Token) : ReadToFile(path, protocols, stop.Token);
            exit = Math.Max(exit, code);
            if (stop.Token.IsCancellationRequested) return ExitCodes.Interrupted;
            // What can't be written for one capture can't be written to the same place for the next.
            if (_isClosed) break;
        }

        if (Keys.Ring.Counters is { Malformed: > 0 and var malformed }) Say(string.Create(CultureInfo.InvariantCulture, $"{malformed} lines of key logs are malformed"));
        foreach (var fault in extensions.Quarantine.Faults) Say(fault.Summary);
        return exit;
    }

    // Half of the time of the collector goes into its first rounds, over what the tables and pools have grown to and keep. Most files are
    // read before so much is allocated; on a machine with little memory, or beyond it, everything is as usual.
    static void PrepareHeap()
    {
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion || GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < LeastMemoryToPostpone) return;
        // Large arrays go where the collector began with such, and are made accessible there one by one, so that a page of 2 MiB never
        // lies within them when they are touched. With that place taken, by an array that nothing touches, they go into what is made
        // accessible at once.
        byte[] first = GC.AllocateUninitializedArray<byte>(FirstBlockOfArrays);
        GC.TryStartNoGCRegion(BytesBeforeCollection);
        GC.KeepAlive(first);
        HeapPages.AskForLarge();
    }

    bool PrepareFolder(string[] paths)
    {
        if (paths.Length > 1 && !AreApart(paths)) return false;
        try
        {
            Directory.CreateDirectory(OutputFolder!);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Say($"--out {FileErrors.Sentence(OutputFolder!, error)}");
            return false;
        }
    }

    bool AreApart(string[] paths)
    {
        if (paths.GroupBy(path => Path.GetFileName(path)).FirstOrDefault(group => group.Distinct().Count() > 1) is not { } same) return true;
        Say($"{string.Join(" and ", same.Distinct())} would both be written to {same.Key}.{extension}; read them in two runs with different --out folders.");
        return false;
    }

    // Written beside its place and moved there when it is whole, so that nobody takes half of it for all.
    int ReadToFile(string path, ProtocolTable protocols, CancellationToken cancellation)
    {
        string name = path == "-" ? "stdin" : Path.GetFileName(path);
        string target = Path.Combine(OutputFolder!, $"{name}.{extension}"), partial = target + ".partial";
        try
        {
            int code;
            // Not emptied but made: a file that was emptied is written to the disk when it is closed, and that is waited for.
            File.Delete(partial);
            using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0))
            {
                code = ReadTo(file, path, protocols, cancellation);
            }

            if (_isWhole && !cancellation.IsCancellationRequested) File.Move(partial, target, overwrite: true);
            else File.Delete(partial);
            return code;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Say(FileErrors.Sentence(target, error));
            Remove(partial);
            return ExitCodes.BadInput;
        }
    }

    static void Remove(string partial)
    {
        try
        {
            File.Delete(partial);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Whoever may not create it may not remove it either; why is told already.
        }
    }

    int ReadTo(Stream output, string path, ProtocolTable protocols, CancellationToken cancellation)
    {
        var pipeline = new PacketPipeline(protocols, Options(), extensions.Faults) { Keys = Keys.Ring };
        pipeline.OpenFrameOwners = () => FrameSources.Open(extensions, time);
        var run = new FileRun(path, pipeline);
        IExportSession session = exporter.Open(new ExportTarget { Output = output, CaptureName = run.Name });
        var listener = new ExportListener(session, filter, exporter, extensions.Faults);
        pipeline.Listener = listener;
        if (!TryOpenPlaintext(run.Name, out PlaintextFolder? plaintext)) return ExitCodes.BadInput;
        using PlaintextFolder? _ = plaintext;
        pipeline.PlaintextListener = plaintext;
        run.Read((done, total) => _progress.Update(run.Name, done, total, pipeline.Counters.Packets), cancellation, () => listener.Failure is not null);
        pipeline.Complete();
        listener.End(pipeline.Totals);
        _progress.Clear();
        int plain = plaintext is null ? ExitCodes.Success : CompletePlaintext(plaintext);
        if (run.Notice is { } notice) Say(notice);
        _isWhole = listener.Failure is null && run.WasOpened;
        if (listener.Failure is { } failure) return Stopped(run.Name, failure);
        if (run.Error is null) return plain;
        Say(run.Error);
        return ExitCodes.BadInput;
    }

    // Only a filter looks at every exchange of a connection.
    EngineOptions Options()
    {
        EngineOptions options = EngineSettings.Options(Settings, extensions.Annotator);
        return filter is null ? options with { MaxTransactions = 0 } : options;
    }

    bool TryOpenPlaintext(string capture, out PlaintextFolder? plaintext)
    {
        plaintext = null;
        if (PlaintextFolder is null) return true;
        try
        {
            plaintext = new PlaintextFolder(PlaintextFolder, capture);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Say($"--plaintext {FileErrors.Sentence(PlaintextFolder, error)}");
            return false;
        }
    }

    int CompletePlaintext(PlaintextFolder plaintext)
    {
        if (plaintext.LeftOut > 0) Say(string.Create(CultureInfo.InvariantCulture, $"{plaintext.LeftOut} pieces of plaintext are not written: there are too many streams."));
        if (plaintext.Complete() is not { } failure) return ExitCodes.Success;
        Say($"--plaintext {FileErrors.Sentence(PlaintextFolder!, failure)}");
        return ExitCodes.Failure;
    }

    int Stopped(string name, Exception failure)
    {
        _isClosed = OutputFolder is null;
        if (_isClosed && StandardOutput.IsClosedPipe(failure)) return ExitCodes.Success;
        Say(failure is IOException
            ? $"{name}: writing stopped: {failure.Message.TrimEnd('.')}. {(_isClosed ? "What was written is not whole." : "The unfinished file was removed.")}"
            : $"{name}: the export failed and was stopped: {failure.Message}");
        return ExitCodes.Failure;
    }

    void Say(string sentence)
    {
        _progress.Clear();
        Console.Error.WriteLine("netwatch: " + Plain.Clean(sentence));
    }
}
