using System.Text;
using NetWatch.Engine;
using NetWatch.Engine.Decryption;
using NetWatch.Engine.Files;
using NetWatch.Engine.Identification;
using NetWatch.Plugins.TlsDecryption;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Fuzz;

/// <summary>Cases for key logs, and for connections whose keys are known.</summary>
sealed class DecryptionCases
{
    readonly List<byte[]> _frames = [];
    readonly KeyRing _keys = new();
    readonly PacketPipeline _pipeline;
    readonly byte[] _log;
    int _next;
    long _time = 1_000_000_000;

    internal DecryptionCases()
    {
        using CaptureFileReader reader = CaptureFileReader.Open(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Samples/suites.pcapng")), "suites.pcapng");
        while (reader.TryRead(out CapturedPacket packet)) _frames.Add(packet.Bytes.ToArray());
        _log = reader.DecryptionSecrets[0].Data.ToArray();
        _keys.Add(reader.DecryptionSecrets[0]);
        var decryptors = new TlsDecryptorFactory();
        var table = new ProtocolTable(BundledProtocols.All.Select(each => each.Id == "tls" ? each with { Decryptors = decryptors } : each));
        _pipeline = new PacketPipeline(table, new EngineOptions { FlowMemoryBytes = 4 << 20 }, new FaultsThrow()) { Keys = _keys, PlaintextListener = new PlaintextHistory() };
    }

    /// <summary>A key log with changes, in pieces.</summary>
    internal void ReadKeyLog(Random random)
    {
        int start = random.Next(_log.Length), length = Math.Min(random.Next(4000), _log.Length - start);
        byte[] log = Mutation.Of(random, random.Next(10) == 0 ? Encoding.ASCII.GetBytes("RSA Session-ID:aa Master-Key:bb\n") : _log.AsSpan(start, length).ToArray());
        var ring = new KeyRing(capacity: 16);
        var reader = new KeyLogReader(ring);
        for (int at = 0; at < log.Length;)
        {
            int piece = Math.Min(random.Next(1, 500), log.Length - at);
            reader.Read(log.AsSpan(at, piece));
            at += piece;
        }

        reader.Complete();
        if (ring.Count > 16) throw new InvalidOperationException("The ring holds more than it may.");
    }

    /// <summary>The next frame of the connections, changed, lost, repeated or as it was.</summary>
    internal void Decrypt(Random random)
    {
        byte[] frame = _frames[_next++ % _frames.Count];
        if (_next % _frames.Count == 0) _time += 3_600_000_000_000;
        _time += 1_000_000;
        int what = random.Next(20);
        if (what == 0) return;
        if (what is 1 or 2) frame = [.. frame[..Math.Min(66, frame.Length)], .. Mutation.Of(random, frame[Math.Min(66, frame.Length)..])];
        _pipeline.OnPacket(new CapturedPacket(frame, new Timestamp(_time), frame.Length, LinkType.Ethernet));
        if (what == 3) _pipeline.OnPacket(new CapturedPacket(frame, new Timestamp(_time), frame.Length, LinkType.Ethernet));
    }
}
