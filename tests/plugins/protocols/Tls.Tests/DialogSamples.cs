using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Tls.Tests;

/// <summary>Connections that begin in the clear, with and without TLS behind.</summary>
static class DialogSamples
{
    const string SmtpGreeting = "220 mail.example ESMTP\r\n";
    const string SmtpFeatures = "250-mail.example\r\n250-STARTTLS\r\n250 8BITMIME\r\n";
    const string SmtpReady = "220 2.0.0 Ready to start TLS\r\n";
    const string StreamHeader = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";
    const string Features = "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>";

    public static byte[] ClientHello => new ClientHelloBuilder().WithSni("inner.example").Record();

    public static byte[] ServerHello => TlsBytes.Record(22, TlsBytes.ServerHello(extensions: TlsBytes.ChosenVersion(0x0304)));

    public static byte[] SslRequest => [0, 0, 0, 8, 4, 0xD2, 0x16, 0x2F];

    public static byte[] LdapStartTls =>
        [0x30, 29, 2, 1, 1, 0x77, 24, 0x80, 22, .. "1.3.6.1.4.1.1466.20037"u8];

    /// <summary>The first packet of a MySQL client: capabilities, longest packet, character set, filler.</summary>
    public static byte[] MySqlLogin(byte capabilities) => [32, 0, 0, 1, 0x85, capabilities, 0x0F, 0, 0, 0, 0, 1, 33, .. new byte[23]];

    public static byte[] MySqlGreeting => [74, 0, 0, 0, 10, .. "8.0.36\0"u8, .. Enumerable.Repeat((byte)'a', 66)];

    public static FlowSample Smtp => Upgraded("SMTP", 25,
        Server(SmtpGreeting), Client("EHLO client.example\r\n"), Server(SmtpFeatures), Client("STARTTLS\r\n"), Server(SmtpReady));

    public static IReadOnlyList<FlowSample> All =>
    [
        Smtp,
        Upgraded("SMTP in one go", 25, Server(SmtpGreeting), Client("EHLO client.example\r\nSTARTTLS\r\n"), Server(SmtpFeatures + SmtpReady)),
        Upgraded("SMTP, granted at the second attempt", 587, Server(SmtpGreeting), Client("ehlo client.example\r\nstarttls\r\n"),
            Server(SmtpFeatures + "454 4.7.0 not now\r\n"), Client("starttls\r\n"), Server(SmtpReady)),
        Upgraded("LMTP", 24, Server("220 mail.example LMTP\r\n"), Client("LHLO client\r\n"), Server(SmtpFeatures), Client("STARTTLS\r\n"), Server("220 go\r\n")),
        Upgraded("IMAP", 143, Server("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n"), Client(". CAPABILITY\r\n"),
            Server("* CAPABILITY IMAP4rev1 STARTTLS\r\n. OK done\r\n"), Client("a1 STARTTLS\r\n"), Server("a1 OK Begin TLS negotiation now\r\n")),
        Upgraded("POP3", 110, Server("+OK ready\r\n"), Client("CAPA\r\n"), Server("+OK\r\nUIDL\r\nSTLS\r\n.\r\n"), Client("STLS\r\n"), Server("+OK Begin\r\n")),
        Upgraded("FTP", 21, Server("220-Welcome\r\n220 \"here\"\r\n"), Client("AUTH TLS\r\n"), Server("234 Proceed\r\n")),
        Upgraded("FTP, asked the old way", 21, Server("220 x\r\n"), Client("FEAT\r\n"), Server("211-\r\n AUTH TLS\r\n211 End\r\n"), Client("AUTH SSL\r\n"), Server("234 ok\r\n")),
        Upgraded("NNTP", 119, Server("200 news.example\r\n"), Client("CAPABILITIES\r\n"), Server("101 list:\r\nVERSION 2\r\nSTARTTLS\r\n.\r\n"),
            Client("STARTTLS\r\n"), Server("382 Continue with TLS negotiation\r\n")),
        Upgraded("ManageSieve", 4190, Server("\"IMPLEMENTATION\" \"x\"\r\n\"STARTTLS\"\r\nOK \"ready\"\r\n"), Client("STARTTLS\r\n"), Server("OK \"Begin\"\r\n")),
        Upgraded("XMPP", 5222, Client(StreamHeader), Server(StreamHeader + Features), Client("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
            Server("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")),
        Upgraded("XMPP with elements that are closed apart", 5269, Client(StreamHeader), Server(StreamHeader + Features),
            Client("<starttls xmlns=\"urn:ietf:params:xml:ns:xmpp-tls\"><required /></starttls>\n"),
            Server("<proceed xmlns=\"urn:ietf:params:xml:ns:xmpp-tls\"></proceed>")),
        Upgraded("LDAP", 389, Client(LdapStartTls), Server([0x30, 12, 2, 1, 1, 0x78, 7, 10, 1, 0, 4, 0, 4, 0])),
        Upgraded("LDAP with long lengths, behind a bind", 389, Client([0x30, 12, 2, 1, 1, 0x60, 7, 2, 1, 3, 4, 0, 0x80, 0]),
            Server([0x30, 0x84, 0, 0, 0, 16, 2, 1, 1, 0x61, 0x84, 0, 0, 0, 7, 10, 1, 0, 4, 0, 4, 0]),
            Client([0x30, 0x84, 0, 0, 0, 29, .. LdapStartTls[2..]]), Server([0x30, 0x84, 0, 0, 0, 16, 2, 1, 1, 0x78, 0x84, 0, 0, 0, 7, 10, 1, 0, 4, 0, 4, 0])),
        Upgraded("PostgreSQL", 5432, Client(SslRequest), Server("S")),
        Upgraded("PostgreSQL, asked for Kerberos first", 5432, Client([.. SslRequest[..7], 0x30]), Server("N"), Client(SslRequest), Server("S")),
        Upgraded("MySQL", 3306, Server(MySqlGreeting), Client(MySqlLogin(0xAE))),
        FlowSample.Tcp("SMTP, only the client's side", 25, Client("EHLO client.example\r\n"), Client("STARTTLS\r\n"), Client(ClientHello)),
        FlowSample.Tcp("SMTP, only the server's side", 25, Server(SmtpGreeting), Server(SmtpFeatures), Server(SmtpReady), Server(ServerHello)),
    ];

    /// <summary>Sessions that stay in the clear, and binary bytes that nothing in the dialog has announced.</summary>
    public static IReadOnlyList<FlowSample> WithoutTls =>
    [
        Plain("SMTP", 25, Server(SmtpGreeting), Client("EHLO client.example\r\n"), Server(SmtpFeatures), Client("MAIL FROM:<a@b.example>\r\n"), Server("250 ok\r\n"),
            Client("RCPT TO:<c@d.example>\r\nDATA\r\n"), Server("354 go\r\n"), Client("Subject: STARTTLS\r\n\r\nSTARTTLS\r\n.\r\nQUIT\r\n"), Server("221 bye\r\n")),
        Plain("SMTP, refused", 25, Server(SmtpGreeting), Client("EHLO c\r\nSTARTTLS\r\n"), Server(SmtpFeatures + "454 4.7.0 not now\r\n"), Client("QUIT\r\n")),
        Plain("IMAP, refused", 143, Server("* OK ready\r\n"), Client("1 STARTTLS\r\n"), Server("1 NO not here\r\n"), Client("2 LOGIN a b\r\n"), Server("2 OK\r\n")),
        Plain("POP3, refused", 110, Server("+OK ready\r\n"), Client("STLS\r\n"), Server("-ERR unknown\r\n"), Client("USER a\r\n"), Server("+OK\r\n")),
        Plain("FTP, refused", 21, Server("220 x\r\n"), Client("AUTH TLS\r\n"), Server("530 no\r\n"), Client("USER a\r\n"), Server("331 password?\r\n")),
        Plain("XMPP, refused", 5222, Client(StreamHeader), Server(StreamHeader + Features), Client("<starttls xmlns='x'/>"), Server("<failure xmlns='x'/></stream:stream>")),
        Plain("LDAP, refused", 389, Client(LdapStartTls), Server([0x30, 12, 2, 1, 1, 0x78, 7, 10, 1, 2, 4, 0, 4, 0]), Client([0x30, 5, 2, 1, 2, 0x42, 0])),
        Plain("PostgreSQL, refused", 5432, Client(SslRequest), Server("N"), Client([0, 0, 0, 9, 0, 3, 0, 0, 0]), Server([(byte)'R', 0, 0, 0, 8, 0, 0, 0, 0])),
        Plain("MySQL in the clear", 3306, Server(MySqlGreeting), Client([90, 0, 0, 1, 0x85, 0xA6, .. new byte[88]]), Server([7, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0])),
        Plain("MySQL that does not ask for TLS", 3306, Client([.. MySqlLogin(0xA6), .. ClientHello])),
        Plain("a hello behind another command", 25, Client([.. "EHLO a\r\nNOOP\r\n"u8, .. ClientHello])),
        Plain("a hello behind a command that does not end", 25, Client([.. "EHLO a\r\nSTARTTLS"u8, .. ClientHello])),
        Plain("a hello behind a number that grants nothing", 25, Server([.. "220 a\r\n454 no\r\n"u8, .. ServerHello])),
        Plain("a ServerHello behind the command", 25, Client([.. "EHLO a\r\nSTARTTLS\r\n"u8, .. ServerHello])),
        Plain("a ClientHello behind the answer", 25, Server([.. "220 a\r\n220 go\r\n"u8, .. ClientHello])),
        Plain("a record that is no hello", 25, Client([.. "EHLO a\r\nSTARTTLS\r\n"u8, .. TlsBytes.Encrypted(60, 22)])),
        Plain("encrypted content behind the command", 25, Client([.. "EHLO a\r\nSTARTTLS\r\n"u8, .. TlsBytes.Encrypted(60)])),
        Plain("noise behind the command", 25, Client([.. "EHLO a\r\nSTARTTLS\r\n"u8, 22, 7, 7, 7, 7, 7, 7, 7])),
        Plain("an LDAP search before a hello", 389, Client([0x30, 12, 2, 1, 1, 0x63, 7, 10, 1, 0, 4, 0, 4, 0, .. ClientHello])),
    ];

    /// <summary>All that one side says.</summary>
    public static byte[] Side(FlowSample sample, FlowDirection direction) =>
        [.. sample.Turns.Where(turn => turn.Direction == direction).SelectMany(turn => turn.Bytes.ToArray())];

    static FlowSample Upgraded(string name, ushort port, params IReadOnlyList<FlowTurn> turns) =>
        FlowSample.Tcp(name, port, [.. turns, Client(ClientHello), Server(ServerHello)]);

    static FlowSample Plain(string name, ushort port, params IReadOnlyList<FlowTurn> turns) => FlowSample.Tcp(name, port, turns);

    static FlowTurn Client(string text) => FlowTurn.FromInitiator(Encoding.ASCII.GetBytes(text));

    static FlowTurn Client(byte[] bytes) => FlowTurn.FromInitiator(bytes);

    static FlowTurn Server(string text) => FlowTurn.FromResponder(Encoding.ASCII.GetBytes(text));

    static FlowTurn Server(byte[] bytes) => FlowTurn.FromResponder(bytes);
}
