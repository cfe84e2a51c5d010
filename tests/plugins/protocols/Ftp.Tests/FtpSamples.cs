using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Ftp.Tests;

/// <summary>Control connections for tests.</summary>
static class FtpSamples
{
    internal static FlowTurn Client(string text) => FlowTurn.FromInitiator(text);

    internal static FlowTurn Server(string text) => FlowTurn.FromResponder(text);

    internal static FlowSample Download { get; } = FlowSample.Tcp("a download", 21,
        Server("220-Welcome\r\n220 (vsFTPd 3.0.3)\r\n"), Client("USER ann\r\n"), Server("331 Please specify the password.\r\n"),
        Client("PASS secret\r\n"), Server("230 Login successful.\r\n"), Client("PASV\r\n"), Server("227 Entering Passive Mode (198,51,100,1,195,149).\r\n"),
        Client("RETR a.txt\r\n"), Server("150 Opening BINARY mode data connection for a.txt (1234 bytes).\r\n"), Server("226 Transfer complete.\r\n"),
        Client("QUIT\r\n"), Server("221 Goodbye.\r\n"));

    internal static FlowSample SilentGreeting { get; } = FlowSample.Tcp("a greeting that says nothing, on another port", 2121,
        Server("220 Hello\r\n"), Client("USER ann\r\n"), Server("331 ok\r\n"));

    internal static FlowSample Upgrade { get; } = FlowSample.Tcp("a change to TLS", 2121,
        Server("220 \"Authorized users only.\"\r\n"), Client("AUTH TLS\r\n"), Server("234 Proceed.\r\n"));

    internal static FlowSample ClientAlone { get; } = FlowSample.Tcp("a client alone, on another port", 2121, Client("USER ann\r\nPASS x\r\nSYST\r\nPASV\r\n"));

    internal static FlowSample ServerAlone { get; } = FlowSample.Tcp("a server alone, on another port", 2121, Server("220 Hello\r\n331 Password\r\n230 In\r\n"));

    internal static FlowSample Extended { get; } = FlowSample.Tcp("extended ports", 21,
        Server("220 FTP\r\n"), Client("EPSV\r\n"), Server("229 Entering Extended Passive Mode (|||50100|)\r\n"), Client("STOR b\r\n"), Server("150 ok\r\n226 done\r\n"),
        Client("EPRT |1|192.0.2.1|40100|\r\n"), Server("200 ok\r\n"), Client("LIST -l\r\n"), Server("150 ok\r\n226 done\r\n"));

    internal static IReadOnlyList<FlowSample> All { get; } = [Download, SilentGreeting, Upgrade, ClientAlone, ServerAlone, Extended];
}
