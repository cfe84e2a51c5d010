using NetWatch.Engine;
using NetWatch.Engine.Identification;
using NetWatch.Host.Composition;
using NetWatch.Host.Output;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Plugins;

namespace NetWatch.Host.Running;

/// <summary>Reads captures one after the other; what is wrong with one does not keep the others from being read.</summary>
sealed class ReadRun(Extensions extensions, IExporter exporter, string extension, IFlowFilter? filter, TimeProvider time)
{
    readonly ProgressLine? _progress = Console.IsErrorRedirected ? null : new ProgressLine(Console.Error, time);

    /// <summary>Where to write a file for each capture; null for standard output.</summary>
    internal string? OutputFolder { get; init; }

    internal int Run(string[] paths)
    {
        if (OutputFolder is not null && !PrepareFolder(paths)) return ExitCodes.BadInput;
        using var stop = new StopSignals();
        ProtocolTable protocols = extensions.LoadProtocols(withDissectors: false);
        foreach (string warning in extensions.Warnings()) Say(warning);
        int exit = ExitCodes.Success;
        using Stream? standard = OutputFolder is null ? Console.OpenStandardOutput() : null;
        foreach (string path in paths)
        {
            int code = standard is not null ? ReadTo(standard, path, protocols, stop.Token) : ReadToFile(path, protocols, stop.Token);
            exit = Math.Max(exit, code);
            if (stop.Token.IsCancellationRequested) return ExitCodes.Interrupted;
            if (_isClosed) break;
        }

        foreach (var fault in extensions.Quarantine.Faults) Say(fault.Summary);
        return exit;
    }

    bool _isClosed;

    bool PrepareFolder(string[] paths)
    {
        foreach (var same in paths.GroupBy(path => Path.GetFileName(path)).Where(group => group.Distinct().Count() > 1))
        {
            Say($"{string.Join(" and ", same.Distinct())} would both be written to {same.Key}.{extension}; read them in two runs with different --out folders.");
            return false;
        }

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

    // Written beside its place and moved there when it is whole, so that nobody takes half of it for all.
    int ReadToFile(string path, ProtocolTable protocols, CancellationToken cancellation)
    {
        string name = path == "-" ? "stdin" : Path.GetFileName(path);
        string target = Path.Combine(OutputFolder!, $"{name}.{extension}"), partial = target + ".partial";
        try
        {
            int code;
            using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0))
            {
                code = ReadTo(file, path, protocols, cancellation);
            }

            if (cancellation.IsCancellationRequested || _writeFailed) File.Delete(partial);
            else File.Move(partial, target, overwrite: true);
            return code;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Say(FileErrors.Sentence(target, error));
            return ExitCodes.BadInput;
        }
    }

    bool _writeFailed;

    int ReadTo(Stream output, string path, ProtocolTable protocols, CancellationToken cancellation)
    {
        var pipeline = new PacketPipeline(protocols, new EngineOptions(), extensions.Faults);
        var run = new FileRun(path, pipeline);
        IExportSession session = exporter.Open(new ExportTarget { Output = output, CaptureName = run.Name });
        var listener = new ExportListener(session, filter, exporter, extensions.Faults);
        pipeline.Listener = listener;
        run.Read((done, total) => _progress?.Update(run.Name, done, total, pipeline.Counters.Packets), cancellation);
        pipeline.Complete();
        listener.End(pipeline.Totals);
        _progress?.Clear();
        _writeFailed = listener.Failure is not null;
        if (listener.Failure is { } failure)
        {
            // A closed pipe (| head) is the reader's way of saying "enough".
            _isClosed = OutputFolder is null;
            if (!_isClosed || failure is not IOException) Say($"{run.Name}: writing stopped: {failure.Message}");
            return _isClosed && failure is IOException ? ExitCodes.Success : ExitCodes.Failure;
        }

        if (run.Error is null) return ExitCodes.Success;
        Say(run.Error);
        return ExitCodes.BadInput;
    }

    void Say(string sentence)
    {
        _progress?.Clear();
        Console.Error.WriteLine("netwatch: " + Plain.Clean(sentence));
    }
}
