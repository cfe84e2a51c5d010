using NetWatch.Engine;
using NetWatch.Engine.Decryption;
using NetWatch.Engine.Files;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.TlsDecryption.Tests;

/// <summary>The connections of suites.pcapng as streams, and the secrets that lie in it.</summary>
sealed class GoldenCapture : IDecryptorFactory, IProtocolClassifier, IExtensionFaults
{
    readonly Dictionary<int, Queue<string>> _names = [];
    readonly KeyRing _active = new();

    GoldenCapture()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Captures");
        foreach (string[] line in File.ReadLines(Path.Combine(folder, "names.txt")).Select(each => each.Split(' ')))
        {
            int port = int.Parse(line[1], System.Globalization.CultureInfo.InvariantCulture);
            if (!_names.TryGetValue(port, out Queue<string>? names)) _names[port] = names = new();
            names.Enqueue(line[0]);
        }

        _active.Activate();
        var table = new ProtocolTable([new Protocol(new ProtocolAttribute("tls", Transports.Tcp), this, Decryptors: this)]);
        var pipeline = new PacketPipeline(table, new EngineOptions(), this) { Keys = _active };
        using CaptureFileReader reader = CaptureFileReader.Open(File.OpenRead(Path.Combine(folder, "suites.pcapng")), "suites.pcapng");
        while (reader.TryRead(out CapturedPacket packet)) pipeline.OnPacket(packet);
        pipeline.Complete();
        KeyLog = reader.DecryptionSecrets.ShouldHaveSingleItem().Data.ToArray();
    }

    internal static GoldenCapture Shared { get; } = new();

    internal List<Talk> Talks { get; } = [];

    internal byte[] KeyLog { get; }

    /// <summary>A ring with what the clients logged.</summary>
    internal KeyRing Keys(Func<string, bool>? wanted = null)
    {
        var ring = new KeyRing();
        var reader = new KeyLogReader(ring);
        foreach (string line in System.Text.Encoding.ASCII.GetString(KeyLog).Split('\n'))
        {
            if (wanted is null || wanted(line)) reader.Read(System.Text.Encoding.ASCII.GetBytes(line + "\n"));
        }

        return ring;
    }

    public IDecryptor Create() => new Recorder(this);

    public Classification Classify(in FlowPrefix prefix) => Classification.Match();

    public int Generation => 0;

    public void Report(object extension, Exception error) => throw new InvalidOperationException("while recording", error);

    public bool IsQuarantined(object extension) => false;

    sealed class Recorder(GoldenCapture owner) : IDecryptor
    {
        Talk _talk = new();

        public void Start(in FlowStart start, IKeyRing keys) =>
            owner.Talks.Add(_talk = new Talk { Name = owner._names[start.Tuple.DestinationPort].Dequeue() });

        public DecryptionVerdict OnData(in StreamChunk chunk, IPlaintextSink sink)
        {
            _talk.Pieces.Add(new Talk.Piece(chunk.Direction, chunk.Bytes.ToArray()));
            return DecryptionVerdict.Continue;
        }

        public DecryptionVerdict OnGap(FlowDirection direction, long missingBytes, IPlaintextSink sink) => throw new InvalidOperationException("The capture is whole.");

        public DecryptionVerdict OnKeysChanged(IPlaintextSink sink) => DecryptionVerdict.Continue;

        public void OnEnd(IPlaintextSink sink)
        {
        }
    }
}
