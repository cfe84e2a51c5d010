using NetWatch.Engine;
using NetWatch.Engine.Files;
using NetWatch.Host.Streams;
using NetWatch.Sdk.Capture;

namespace NetWatch.Host.Running;

/// <summary>Drives one capture file, or standard input, through a pipeline.</summary>
sealed class FileRun(string path, PacketPipeline pipeline)
{
    const int PacketsBetweenLooks = 0x4000;

    /// <summary>The name of the capture: the file's without its folder.</summary>
    internal string Name { get; } = path == "-" ? "stdin" : Path.GetFileName(path);

    /// <summary>What is wrong with the file, or null.</summary>
    internal string? Error { get; private set; }

    /// <summary>What of the file could not be used though nothing is wrong with it, or null.</summary>
    internal string? Notice { get; private set; }

    /// <summary>Whether the file was there and could be opened.</summary>
    internal bool WasOpened { get; private set; }

    /// <summary>Reads to the end, to the break or until the user stops it. Does not end the flows.</summary>
    /// <param name="look">Called now and then with the bytes that are read and their total (0 when not known).</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <param name="isInVain">Whether nobody takes the results any longer; asked as often as <paramref name="look"/> is called.</param>
    internal void Read(Action<long, long> look, CancellationToken cancellation, Func<bool>? isInVain = null)
    {
        try
        {
            using Stream stream = Open(cancellation);
            WasOpened = true;
            long total = stream.CanSeek ? stream.Length : 0;
            using CaptureFileReader reader = CaptureFileReader.Open(stream, Name);
            using CaptureSecrets? secrets = pipeline.Keys is { } keys ? new CaptureSecrets(keys, pipeline, reader, stream) : null;
            // Secrets are looked for when the first packet tells that the file can be read.
            if (reader.TryRead(out CapturedPacket first))
            {
                secrets?.Begin();
                pipeline.OnPacket(first);
                while (pipeline.OnPackets(reader, PacketsBetweenLooks) == PacketsBetweenLooks)
                {
                    look(reader.BytesConsumed, total);
                    if (cancellation.IsCancellationRequested || isInVain?.Invoke() == true) return;
                }
            }

            look(reader.BytesConsumed, total);
            Notice = secrets?.Notice;
            // What the user stopped is not broken.
            if (reader.Error is { } error && !cancellation.IsCancellationRequested) Error = error.Message;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Error = FileErrors.Sentence(path, error);
        }
    }

    Stream Open(CancellationToken cancellation)
    {
        if (path == "-") return StandardInput.Open(cancellation);
        if (Directory.Exists(path)) throw new IOException("is a folder, not a capture file; name the files in it");
        return new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.SequentialScan,
        });
    }
}
