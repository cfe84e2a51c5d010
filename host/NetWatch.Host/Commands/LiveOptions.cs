using System.CommandLine;
using NetWatch.Host.Configuration;
using NetWatch.Host.Running;

namespace NetWatch.Host.Commands;

/// <summary>Options of everything that captures live.</summary>
sealed class LiveOptions
{
    readonly Option<string?> _interface = new("-i", "--interface")
    {
        Description = "The interface to capture on; 'any' for all. Default: the one that leads out.",
        HelpName = "IFACE",
    };

    readonly Option<string?> _source = new("--source") { Description = "The capture plugin to use: afpacket, libpcap. Default: the best that is available.", HelpName = "ID" };
    readonly Option<string?> _bpf = new("--bpf") { Description = "Capture only what a BPF expression selects (pcap-filter syntax).", HelpName = "EXPR" };
    readonly Option<int?> _snapLength = new("--snaplen") { Description = "Bytes to take of each packet: 64 to 262144. Default: capture.snaplen of the configuration, else 262144.", HelpName = "BYTES" };
    readonly Option<int?> _buffer = new("--buffer") { Description = "Kernel buffer in MiB: 1 to 1024. Default: capture.buffer of the configuration, else 64.", HelpName = "MIB" };

    internal void AddTo(Command command)
    {
        _snapLength.Validators.Add(result => Check(result.GetValueOrDefault<int?>() is null or (>= 64 and <= 262_144), result, "--snaplen takes 64 to 262144 bytes."));
        _buffer.Validators.Add(result => Check(result.GetValueOrDefault<int?>() is null or (>= 1 and <= 1024), result, "--buffer takes 1 to 1024 MiB."));
        command.Options.Add(_interface);
        command.Options.Add(_source);
        command.Options.Add(_bpf);
        command.Options.Add(_snapLength);
        command.Options.Add(_buffer);
    }

    static void Check(bool isGood, System.CommandLine.Parsing.OptionResult result, string sentence)
    {
        if (!isGood) result.AddError(sentence);
    }

    internal bool WasGiven(ParseResult result) => result.GetValue(_interface) is not null || result.GetValue(_source) is not null;

    /// <summary>What the user wants captured; where no option says it, the configuration does.</summary>
    internal LiveRequest Request(ParseResult result, Settings settings)
    {
        if (result.GetValue(_snapLength) is { } bytes) settings.SetOption(HostSettings.SnapLength, CountText.Of(bytes), _snapLength.Name);
        if (result.GetValue(_buffer) is { } size) settings.SetOption(HostSettings.Buffer, SizeText.Of((long)size << 20), _buffer.Name);
        return new LiveRequest
        {
            Interface = result.GetValue(_interface),
            SourceId = result.GetValue(_source),
            BpfExpression = result.GetValue(_bpf),
            SnapLength = (int)settings.Count(HostSettings.SnapLength),
            BufferBytes = (int)settings.Size(HostSettings.Buffer),
        };
    }
}
