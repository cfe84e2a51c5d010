using NetWatch.Engine;
using NetWatch.Engine.Decryption;
using NetWatch.Engine.Flows;
using NetWatch.Engine.Identification;
using NetWatch.Engine.Ring;
using NetWatch.Engine.Snapshots;
using NetWatch.Host.Attribution;
using NetWatch.Host.Composition;
using NetWatch.Host.Configuration;
using NetWatch.Host.Decryption;

namespace NetWatch.Host.Running;

/// <summary>Makes the engine behind the screen, and makes it anew when files are read again.</summary>
sealed class ScreenEngine(Extensions extensions, HostServices services, KeySources keys, ScreenHistory history, bool isLive)
{
    readonly ProtocolTable _protocols = extensions.LoadProtocols(withDissectors: true);
    SnapshotPublisher? _publisher;
    PacketPipeline? _pipeline;

    /// <summary>Is told of flows and facts by the first engine; what is read again was told already.</summary>
    internal IFlowListener? Listener { get; init; }

    /// <summary>The engine that runs, or ran last. Any thread.</summary>
    internal PacketPipeline? Pipeline => Volatile.Read(ref _pipeline);

    /// <summary>A fresh engine in place of the one before, whose memory is let go first.</summary>
    internal (PacketPipeline Pipeline, SnapshotPublisher Publisher) Make()
    {
        long version = _publisher?.Version ?? 0;
        bool isFirst = _publisher is null;
        (_publisher, _pipeline) = (null, null);
        history.Release();
        EngineOptions options = EngineSettings.Options(services.UserSettings, extensions.Annotator);
        // Files are read again when keys come; what came over the wire is gone once it is let go.
        if (isLive) options = options with { AwaitingKeyTimeout = services.UserSettings.Time(HostSettings.AwaitingKey) };
        var pipeline = new PacketPipeline(_protocols, options, extensions.Faults)
        {
            Ring = EngineSettings.Ring(services.UserSettings, isLive),
            Keys = keys.Ring,
            Listener = isFirst ? Listener : null,
            OpenFrameOwners = () => FrameSources.Open(extensions, services.Time),
        };
        PlaintextHistory plaintext = EngineSettings.Plaintext(services.UserSettings, _protocols, extensions.Faults);
        pipeline.PlaintextListener = plaintext;
        history.Use(pipeline, new PacketHistory(pipeline.Ring, _protocols, extensions.Faults) { Plaintext = plaintext }, plaintext);
        _publisher = new SnapshotPublisher(pipeline, services.Store, services.Time, EngineSettings.Rows(services.UserSettings, isLive)) { IsLive = isLive, Version = version };
        Volatile.Write(ref _pipeline, pipeline);
        return (pipeline, _publisher);
    }
}
