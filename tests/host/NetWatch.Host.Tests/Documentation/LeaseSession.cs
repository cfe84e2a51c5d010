using System.Collections.Immutable;
using System.Globalization;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Host.Tests.Documentation;

sealed class LeaseSession(string path, AttributionStatus status) : IAttributionSession, ISocketTable
{
    long _read;

    public AttributionStatus Status => status;

    public AttributionCounters ReadCounters() => new(Interlocked.Read(ref _read), Lost: 0);

    // Lines of "port pid name"; what makes no sense is left out.
    public SocketReading Read(ISocketHolders? holders)
    {
        var rows = ImmutableArray.CreateBuilder<SocketRow>();
        foreach (string line in File.Exists(path) ? File.ReadLines(path).Take(1000) : [])
        {
            string[] fields = line.Split(' ');
            if (fields.Length != 3 || !ushort.TryParse(fields[0], CultureInfo.InvariantCulture, out ushort port)
                || !int.TryParse(fields[1], CultureInfo.InvariantCulture, out int pid)) continue;
            var process = new ProcessIdentity { Key = new ProcessKey(pid, StartTicks: 0), Name = fields[2] };
            rows.Add(new SocketRow
            {
                Local = new FiveTuple(Transport.Udp, default, port, default, 0),
                Owner = new SocketOwner(process, AttributionEvidence.Inode, "lease"),
            });
        }

        Interlocked.Add(ref _read, rows.Count);
        return new SocketReading(rows.ToImmutable(), Ended: []);
    }

    public void Dispose()
    {
    }
}
