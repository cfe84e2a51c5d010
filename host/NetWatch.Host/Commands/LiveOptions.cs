using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
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
    readonly Option<string?> _snapLength = new("--snaplen") { Description = "Bytes to take of each packet: 64 to 262144. Default: capture.snaplen of the configuration, else 262144.", HelpName = "BYTES" };
    readonly Option<string?> _buffer = new("--buffer") { Description = "Kernel buffer in MiB: 1 to 1024. Default: capture.buffer of the configuration, else 64.", HelpName = "MIB" };

    internal void AddTo(Command command)
    {
        _snapLength.Validators.Add(result => Check(result, 64, 262_144, "--snaplen takes 64 to 262144 bytes."));
        _buffer.Validators.Add(result => Check(result, 1, 1024, "--buffer takes 1 to 1024 MiB."));
        command.Options.Add(_interface);
        command.Options.Add(_source);
        command.Options.Add(_bpf);
        command.Options.Add(_snapLength);
        command.Options.Add(_buffer);
    }

    // As texts: an option of numbers is compiled at each start.
    static void Check(OptionResult result, int least, int most, string sentence)
    {
        if (result.GetValueOrDefault<string?>() is { } given && (Number(given) is not { } number || number < least || number > most)) result.AddError(sentence);
    }

    static int? Number(string? text) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : null;

    internal bool WasGiven(ParseResult result) => result.GetValue(_interface) is not null || result.GetValue(_source) is not null;

    /// <summary>What the user wants captured; where no option says it, the configuration does.</summary>
    internal LiveRequest Request(ParseResult result, Settings settings)
    {
        if (Number(result.GetValue(_snapLength)) is { } bytes) settings.SetOption(HostSettings.SnapLength, CountText.Of(bytes), _snapLength.Name);
        if (Number(result.GetValue(_buffer)) is { } size) settings.SetOption(HostSettings.Buffer, SizeText.Of((long)size << 20), _buffer.Name);
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
