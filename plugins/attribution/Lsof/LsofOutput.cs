using System.Collections.Immutable;
using System.Globalization;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Lsof;

/// <summary>Reads what <c>lsof -F</c> writes: a line for each field, the first character names it; p begins a process, f a file.</summary>
public static class LsofOutput
{
    const int MostSockets = 131_072;

    /// <summary>The sockets in an output. Lines that make no sense are left out.</summary>
    public static ImmutableArray<SocketRow> Parse(string output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var rows = ImmutableArray.CreateBuilder<SocketRow>();
        var process = new LsofProcess();
        var file = new LsofFile();
        foreach (ReadOnlySpan<char> line in output.AsSpan().EnumerateLines())
        {
            if (line.IsEmpty || rows.Count >= MostSockets) continue;
            ReadOnlySpan<char> value = line[1..];
            switch (line[0])
            {
                case 'p':
                    file.FinishInto(rows, process);
                    process = new LsofProcess { Pid = Number(value) };
                    break;
                case 'c': process.Name = Clean(value); break;
                case 'u': process.User = Number(value); break;
                case 'L': process.UserName = Clean(value); break;
                case 'R': process.Parent = Number(value); break;
                case 'f':
                    file.FinishInto(rows, process);
                    file = new LsofFile { IsOpen = true };
                    break;
                case 't': file.IsIPv6 = value is "IPv6"; break;
                case 'P': file.Transport = value is "TCP" ? Transport.Tcp : value is "UDP" ? Transport.Udp : default; break;
                case 'n': file.Name = value.ToString(); break;
                case 'T' when value.StartsWith("ST="): file.State = StateOf(value[3..]); break;
            }
        }

        file.FinishInto(rows, process);
        return rows.ToImmutable();
    }

    static int Number(ReadOnlySpan<char> text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;

    static string Clean(ReadOnlySpan<char> text)
    {
        string kept = text[..Math.Min(text.Length, 64)].ToString();
        return string.Create(kept.Length, kept, static (to, from) =>
        {
            for (int i = 0; i < to.Length; i++) to[i] = char.IsControl(from[i]) ? '\uFFFD' : from[i];
        });
    }

    static SocketState StateOf(ReadOnlySpan<char> state) => state switch
    {
        "ESTABLISHED" => SocketState.Established,
        "SYN_SENT" => SocketState.SynSent,
        "SYN_RECV" or "SYN_RCDV" or "SYN_RECEIVED" => SocketState.SynReceived,
        "FIN_WAIT1" or "FIN_WAIT_1" => SocketState.FinWait1,
        "FIN_WAIT2" or "FIN_WAIT_2" => SocketState.FinWait2,
        "TIME_WAIT" => SocketState.TimeWait,
        "CLOSE" or "CLOSED" => SocketState.Close,
        "CLOSE_WAIT" => SocketState.CloseWait,
        "LAST_ACK" => SocketState.LastAck,
        "LISTEN" => SocketState.Listen,
        "CLOSING" => SocketState.Closing,
        _ => SocketState.Unknown,
    };
}
