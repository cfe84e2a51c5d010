using System.Globalization;
using NetWatch.Engine;
using NetWatch.Engine.Files;
using NetWatch.Sdk.Capture;

namespace NetWatch.Bench;

/// <summary>
/// Reads a capture through the whole pipeline several times and prints packets per second of processor time and bytes allocated per packet: an
/// answer in seconds, for tuning.
/// </summary>
static class QuickRun
{
    const int Rounds = 5;

    internal static int Run(string[] files)
    {
        if (files.Length == 0) return Synthetic();
        foreach (string file in files)
        {
            if (!File.Exists(file))
            {
                Console.Error.WriteLine($"{file}: no such file. Give the path of a pcap or pcapng file, or none for the synthetic mix.");
                return 2;
            }

            Measure(file, () => ReadFile(file));
        }

        return 0;
    }

    static int Synthetic()
    {
        foreach (TrafficMix mix in TrafficMix.All) Measure(mix.Name, () => Play(mix));
        return 0;
    }

    static void Measure(string name, Func<PacketPipeline> run)
    {
        Console.WriteLine(name);
        for (int round = 0; round < Rounds; round++)
        {
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            TimeSpan before = CpuTime.Now;
            PacketPipeline pipeline = run();
            double seconds = (CpuTime.Now - before).TotalSeconds;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            long packets = Math.Max(1, pipeline.Counters.Packets);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {packets:N0} packets, {pipeline.Counters.Flows:N0} flows: {packets / seconds:N0} packets/s of CPU time, {seconds * 1e9 / packets:N0} ns and {(double)allocated / packets:N2} B per packet"));
        }
    }

    static PacketPipeline ReadFile(string file)
    {
        using CaptureFileReader reader = CaptureFileReader.Open(File.OpenRead(file), file);
        var pipeline = new PacketPipeline(BundledProtocols.Table(), new EngineOptions(), new FaultsThrow());
        while (reader.TryRead(out CapturedPacket packet)) pipeline.OnPacket(packet);
        pipeline.Complete();
        if (reader.Error is { } error) Console.Error.WriteLine(error.Message);
        return pipeline;
    }

    static PacketPipeline Play(TrafficMix mix)
    {
        var pipeline = new PacketPipeline(BundledProtocols.Table(), new EngineOptions(), new FaultsThrow());
        for (int round = 0; round < mix.Repeat; round++) mix.Play(pipeline, round);
        pipeline.Complete();
        return pipeline;
    }
}
