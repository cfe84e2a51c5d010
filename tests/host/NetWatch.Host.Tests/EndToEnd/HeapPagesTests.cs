using System.Globalization;

namespace NetWatch.Host.Tests.EndToEnd;

/// <summary>What the kernel says of the memory of a program that reads.</summary>
public sealed class HeapPagesTests : IDisposable
{
    // What a reading begins with before anything is collected.
    const long Allocated = 96 << 10;

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LargePagesFact]
    public void Reading_asks_for_large_pages_for_what_it_will_allocate()
    {
        using NetWatchProcess process = NetWatchProcess.Start("read", "-o", "eve", "--out", _folder["out"], "-");
        process.Process.StandardInput.BaseStream.Write(Captures.Http);
        process.Process.StandardInput.BaseStream.Flush();
        SpinWait.SpinUntil(() => File.Exists(_folder["out/stdin.ndjson.partial"]), TimeSpan.FromMinutes(1)).ShouldBeTrue();

        long asked = Mappings(process.Process.Id).Where(static mapping => mapping.IsWritable && mapping.Flags.Contains("hg")).Sum(static mapping => mapping.KiB);

        asked.ShouldBeGreaterThan(Allocated);
    }

    // Each begins with a line such as "7f26c0000000-7f26c0021000 rw-p 00000000 00:00 0", and ends with its flags.
    static IEnumerable<(bool IsWritable, long KiB, string[] Flags)> Mappings(int process)
    {
        bool isWritable = false;
        long size = 0;
        foreach (string line in File.ReadLines($"/proc/{process}/smaps"))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0].Contains('-', StringComparison.Ordinal)) isWritable = words[1].StartsWith("rw", StringComparison.Ordinal);
            else if (words[0] == "Size:") size = long.Parse(words[1], CultureInfo.InvariantCulture);
            else if (words[0] == "VmFlags:") yield return (isWritable, size, words[1..]);
        }
    }
}
