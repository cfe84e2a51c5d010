using System.Collections.Immutable;
using NetWatch.Terminal.Shell;
using NetWatch.Terminal.Themes;

namespace NetWatch.Host.Configuration;

/// <summary>What can be set of the host itself: every ceiling of the engine and of the screen among it. Plugins bring the rest.</summary>
static class HostSettings
{
    internal const string Egress = "network.egress", Ja4Database = "ja4.database", KeyLog = "decryption.keylog", Theme = "screen.theme", Tick = "screen.tick",
        AwaitingKey = "timeouts.awaitingkey", Ready = "decryption.ready", Buffer = "capture.buffer",
        SnapLength = "capture.snaplen";

    internal const string DecryptionGroup = "Decryption", CaptureGroup = "Capture and rights", ScreenGroup = "Screen", NetworkGroup = "Network and names", KeptGroup = "What is kept",
        EngineGroup = "Engine", TimeoutGroup = "When flows end";

    const long KiB = 1 << 10, MiB = 1 << 20, GiB = 1 << 30;

    internal static ImmutableArray<Setting> All { get; } =
    [
        new(KeyLog, SettingKind.Path)
        {
            Group = DecryptionGroup, Name = "key log",
            Meaning = "Decrypts TLS and QUIC with the secrets in this file (SSLKEYLOGFILE format), which is followed as it grows. Empty: none.",
        },
        Size("decryption.waiting", DecryptionGroup, "waits for keys, all", "64MiB", 0, 4 * GiB,
            "Ciphertext of all connections that is held until its key comes, of TLS and of QUIC each. 0: none.", "ciphertext"),
        Size("decryption.waitingperflow", DecryptionGroup, "waits for keys, each", "1MiB", 0, 256 * MiB,
            "Ciphertext of one direction of a connection that is held until its key comes (QUIC: half of it, of both directions together).", "ciphertext"),
        Count(Ready, DecryptionGroup, "kept ready", "1,024", 0, 1_000_000, "On the screen, live: newest connections that are kept ready for a key log that is named later. 0: none.", "ciphertext"),
        Count("decryption.keys", DecryptionGroup, "connections with keys", "262,144", 1, 16_777_216, "Connections whose secrets are kept; the oldest go first.", "keys"),
        Size("decryption.plaintext", DecryptionGroup, "plaintext kept, all", "64MiB", 0, 4 * GiB, "Plaintext that is kept for the screen, of all connections; the oldest goes first.", "plaintext"),
        Size("decryption.plaintextperflow", DecryptionGroup, "plaintext kept, each", "256KiB", 0, 256 * MiB, "Plaintext of one connection that is kept for the screen: its beginning."),

        Size(Buffer, CaptureGroup, "kernel buffer", "64MiB", MiB, GiB, "Packets that wait in the kernel until they are processed.", "kernel"),
        Count(SnapLength, CaptureGroup, "bytes of a packet", "262,144", 64, 262_144, "How much of each packet is captured."),

        Flag(Egress, NetworkGroup, "reach out", "Whether plugins that ask for it may talk to hosts that you did not name (whois asks a registry)."),
        new(Ja4Database, SettingKind.Path) { Group = NetworkGroup, Name = "JA4 database", Meaning = "Names clients by their TLS fingerprint: the CSV or JSON form of FoxIO's database. Empty: none." },

        new(Theme, SettingKind.Choice)
        {
            Group = ScreenGroup, Name = "theme", Default = BuiltInThemes.TerminalName, Choices = [BuiltInThemes.TerminalName, BuiltInThemes.DarkName, BuiltInThemes.LightName, BuiltInThemes.MonoName],
            Meaning = "Colours: terminal follows the palette of yours; mono does without.",
        },
        new(Tick, SettingKind.Duration)
        {
            Group = ScreenGroup, Name = "draws every", Default = "250ms", Least = ShellOptions.ShortestTickMilliseconds, Most = ShellOptions.LongestTickMilliseconds,
            Meaning = "How often changed figures are drawn; keys are answered at once.",
        },

        Count("viewer.packets", KeptGroup, "packets, live", "5,000", 1, 10_000_000, "Newest packets that are kept for the Packets tab of a live capture.", "ring"),
        Size("viewer.bytes", KeptGroup, "bytes of them, live", "32MiB", 64 * KiB, 2047 * MiB, "Bytes of those packets.", "ring"),
        Count("viewer.flows", KeptGroup, "rows of flows, live", "2,000", 10, 1_000_000, "Flows that the tabs show of a live capture, ended ones included; the newest are shown.", "rows"),
        Count("viewer.filepackets", KeptGroup, "packets, files", "1,000,000", 1, 10_000_000, "Packets that are kept of capture files.", "ring"),
        Size("viewer.filebytes", KeptGroup, "bytes of them, files", "512MiB", 64 * KiB, 2047 * MiB, "Bytes of those packets.", "ring"),
        Count("viewer.fileflows", KeptGroup, "rows of flows, files", "200,000", 10, 10_000_000, "Flows that the tabs show of capture files.", "rows"),

        Size("engine.flowmemory", EngineGroup, "flow table", "256MiB", MiB, 64 * GiB, "Memory of the flow table, and as much again of what is held of open flows (estimated); the least recently used flow goes first.", "flows evicted"),
        Count("engine.heldstreams", EngineGroup, "streams with gaps", "1,024", 0, 1_000_000, "TCP streams that may hold bytes behind a gap at once.", "held refused"),
        Size("engine.heldbytes", EngineGroup, "bytes behind a gap", "2MiB", 0, GiB, "Bytes that one stream may hold behind a gap.", "held refused"),
        Count("engine.undecided", EngineGroup, "undecided flows", "16,384", 0, 16_777_216, "Flows that may keep bytes while no classifier has decided.", "undecided"),
        Count("engine.facts", EngineGroup, "facts of a flow", "32", 1, 4096, "Facts that the record of a flow keeps; all are exported as they come.", "facts"),
        Count("engine.transactions", EngineGroup, "exchanges to filter", "65,536", 0, 10_000_000, "Exchanges behind the first of their connections that filters see; the oldest connections lose theirs first.", "transactions"),
        Count("engine.expected", EngineGroup, "announced flows", "4,096", 0, 1_000_000, "Flows announced by others, such as FTP data connections, that are waited for at once.", "expected flows"),
        Count("engine.marks", EngineGroup, "marks of flows", "16,384", 0, 1_000_000, "Marks by which QUIC connections that move to another address are recognised; the oldest goes first.", "flow marks"),
        Count("engine.fragments", EngineGroup, "fragmented packets", "1,024", 1, 1_000_000, "Datagrams that may wait for fragments at once; the oldest goes first.", "fragments"),
        Size("engine.fragmentbytes", EngineGroup, "bytes of fragments", "4MiB", 128 * KiB, GiB, "Bytes of fragments that may wait at once.", "fragments"),

        Time("timeouts.tcp", "open TCP", "10m", "Idle time after which an open TCP connection counts as ended."),
        Time("timeouts.tcpopening", "opening TCP", "1m", "The same of one whose handshake is not complete."),
        Time("timeouts.tcpclosed", "closed TCP", "3s", "How long a closed TCP connection is kept for late segments."),
        Time(AwaitingKey, "closed, without key", "5m", "How long a closed connection is kept on the screen whose key may still come: naming the key log later decrypts it."),
        Time("timeouts.udp", "UDP", "2m", "Idle time after which a UDP flow counts as ended."),
        Time("timeouts.other", "others", "1m", "The same of all other flows."),
    ];

    static Setting Count(string key, string group, string name, string value, long least, long most, string meaning, params ImmutableArray<string> counters) =>
        new(key, SettingKind.Count) { Group = group, Name = name, Default = value, Least = least, Most = most, Meaning = meaning, Counters = counters };

    static Setting Size(string key, string group, string name, string value, long least, long most, string meaning, params ImmutableArray<string> counters) =>
        new(key, SettingKind.Size) { Group = group, Name = name, Default = value, Least = least, Most = most, Meaning = meaning, Counters = counters };

    static Setting Time(string key, string name, string value, string meaning) =>
        new(key, SettingKind.Duration) { Group = TimeoutGroup, Name = name, Default = value, Least = 100, Most = 86_400_000, Meaning = meaning };

    static Setting Flag(string key, string group, string name, string meaning) =>
        new(key, SettingKind.Flag) { Group = group, Name = name, Default = "false", Meaning = meaning };
}
