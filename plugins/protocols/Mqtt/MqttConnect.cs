using System.Buffers.Binary;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Mqtt;

/// <summary>CONNECT (MQTT 5.0 §3.1). The password is never read, only that there is one.</summary>
sealed class MqttConnect : Fact
{
    internal required string ProtocolName { get; init; }

    /// <summary>3 (MQTT 3.1), 4 (3.1.1) or 5.</summary>
    internal required int Level { get; init; }

    internal required byte Flags { get; init; }

    /// <summary>Seconds.</summary>
    internal required int KeepAlive { get; init; }

    /// <summary>The client id; empty when the server is to make one up; null when the capture cut it.</summary>
    internal string? ClientId { get; init; }

    internal string? WillTopic { get; init; }

    internal string? UserName { get; init; }

    /// <summary>Seconds, or -1.</summary>
    internal long SessionExpiry { get; init; } = -1;

    internal string? AuthenticationMethod { get; init; }

    /// <summary>Names and values in turn.</summary>
    internal IReadOnlyList<string> UserProperties { get; init; } = [];

    bool HasWill => (Flags & 4) != 0;

    public override string Protocol => "mqtt";

    public override string Kind => "connect";

    public override bool IsTransaction => true;

    public override string Summary => $"CONNECT {ClientId}{(UserName is null ? "" : $" user {UserName}")} (MQTT {VersionName(Level)})";

    public override void WriteTo(IFactWriter writer)
    {
        writer.BeginObject("connect");
        writer.Text("protocol_string", ProtocolName);
        writer.Number("protocol_version", Level);
        writer.BeginObject("flags");
        writer.Flag("username", (Flags & 0x80) != 0);
        writer.Flag("password", (Flags & 0x40) != 0);
        writer.Flag("will_retain", HasWill && (Flags & 0x20) != 0);
        writer.Flag("will", HasWill);
        writer.Flag("clean_session", (Flags & 2) != 0);
        writer.EndObject();
        writer.Text("client_id", ClientId);
        writer.Number("keep_alive", KeepAlive);
        writer.Text("username", UserName);
        WriteWill(writer);
        if (SessionExpiry >= 0) writer.Number("session_expiry_interval", SessionExpiry);
        writer.Text("authentication_method", AuthenticationMethod);
        writer.List("user_properties", UserProperties);
        writer.EndObject();
    }

    void WriteWill(IFactWriter writer)
    {
        if (!HasWill) return;
        writer.BeginObject("will");
        writer.Text("topic", WillTopic);
        writer.Number("qos", Flags >> 3 & 3);
        writer.EndObject();
    }

    /// <summary>How people call a level.</summary>
    internal static string VersionName(int level) => level switch { 3 => "3.1", 4 => "3.1.1", _ => "5" };

    /// <summary>Reads the body of a CONNECT as far as it is there; null when it is none.</summary>
    internal static MqttConnect? TryRead(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        if (ConnectShape.IsAt(body) != true || !reader.TryReadVector16(out ReadOnlySpan<byte> name)) return null;
        reader.TryReadByte(out byte level);
        reader.TryReadByte(out byte flags);
        reader.TryReadUInt16(out ushort keepAlive);
        // The highest bit is how a bridge makes itself known (mosquitto).
        level &= 0x7F;
        ReadOnlySpan<byte> rest = reader.Rest;
        var properties = new ConnectProperties();
        if (level == 5) properties = ConnectProperties.Read(Properties.Take(ref rest));
        string? clientId = Text(ref rest), willTopic = (flags & 4) == 0 ? null : TakeWill(ref rest, level);
        return new MqttConnect
        {
            ProtocolName = WireText.Of(name), Level = level, Flags = flags, KeepAlive = keepAlive, ClientId = clientId, WillTopic = willTopic,
            UserName = (flags & 0x80) == 0 ? null : Text(ref rest), SessionExpiry = properties.SessionExpiry,
            AuthenticationMethod = properties.AuthenticationMethod, UserProperties = properties.UserProperties ?? [],
        };
    }

    static string? TakeWill(ref ReadOnlySpan<byte> rest, int level)
    {
        if (level == 5) Properties.Take(ref rest);
        string? topic = Text(ref rest);
        // The message of the will is of no interest here.
        int length = rest.Length < 2 ? rest.Length : 2 + BinaryPrimitives.ReadUInt16BigEndian(rest);
        rest = rest[Math.Min(rest.Length, length)..];
        return topic;
    }

    static string? Text(ref ReadOnlySpan<byte> rest)
    {
        if (!BinaryPrimitives.TryReadUInt16BigEndian(rest, out ushort length) || length > rest.Length - 2)
        {
            rest = default;
            return null;
        }

        ReadOnlySpan<byte> text = rest.Slice(2, length);
        rest = rest[(2 + length)..];
        return WireText.Of(text);
    }
}
