using System.Buffers;
using System.Text;
using System.Text.Json;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Dhcp.Tests.Dhcp;

namespace NetWatch.Plugins.Dhcp.Tests;

/// <summary>A message without options writes its JSON itself, and says what it says otherwise.</summary>
public sealed class DhcpJsonTests
{
    static readonly byte[][] Types = [[], .. Enumerable.Range(0, 256).Select(type => Option(53, (byte)type))];

    [Fact]
    public void The_fields_and_their_order_are_those_of_any_other_writer()
    {
        var random = new Random(7);
        for (int i = 0; i < 1000; i++)
        {
            byte[] message = Message((byte)(1 + i % 2), new byte[4], Types[i % Types.Length]);
            random.NextBytes(message.AsSpan(4, 4));
            // Each address is zero in half of the messages.
            for (int at = 12; at < 28; at += 4)
            {
                if (random.Next(2) == 0) random.NextBytes(message.AsSpan(at, 4));
            }

            message[2] = (byte)(i % 9);
            Fact fact = Only(message);
            FieldsOf(Json(fact)).ShouldBe(FactText.Of(fact));
        }
    }

    [Fact]
    public void The_longest_is_written_whole()
    {
        byte[] message = Message(1, [255, 255, 255, 255], Option(53, 15));
        message.AsSpan(4, 24).Fill(0xFF);
        message[2] = 8;
        Json(Only(message)).ShouldBe("\"type\":\"request\",\"id\":4294967295,\"client_mac\":\"52:54:00:12:34:56:00:00\",\"assigned_ip\":\"255.255.255.255\","
            + "\"client_ip\":\"255.255.255.255\",\"dhcp_type\":\"leasequerydone\",\"relay_ip\":\"255.255.255.255\",\"next_server_ip\":\"255.255.255.255\"");
    }

    [Fact]
    public void A_message_with_options_or_a_long_address_leaves_the_writing_to_the_writer()
    {
        var writer = new Output();
        byte[] message = Message(1, new byte[4], Option(53, 1));
        message[2] = 9;
        Only(message).WriteTo(writer);
        Only(Discover).WriteTo(writer);
        writer.Buffer.WrittenCount.ShouldBe(0);
        writer.Calls.ShouldBeGreaterThan(8);
    }

    static string Json(Fact fact)
    {
        var writer = new Output();
        fact.WriteTo(writer);
        writer.Calls.ShouldBe(0);
        return Encoding.UTF8.GetString(writer.Buffer.WrittenSpan);
    }

    static string FieldsOf(string json)
    {
        using JsonDocument document = JsonDocument.Parse($"{{{json}}}");
        JsonElement.ObjectEnumerator fields = document.RootElement.EnumerateObject();
        string kind = document.RootElement.TryGetProperty("dhcp_type", out JsonElement type) ? type.GetString()! : "bootp";
        return $"dhcp/{kind}\n{string.Concat(fields.Select(field => $"{field.Name}={field.Value}\n"))}";
    }

    sealed class Output : IFactWriter
    {
        internal ArrayBufferWriter<byte> Buffer { get; } = new();

        internal int Calls { get; private set; }

        public IBufferWriter<byte>? Json => Buffer;

        public void Text(string name, string? value) => Calls++;

        public void Number(string name, long value) => Calls++;

        public void Number(string name, double value) => Calls++;

        public void Flag(string name, bool value) => Calls++;

        public void List(string name, IReadOnlyList<string> values) => Calls++;

        public void BeginObject(string name) => Calls++;

        public void EndObject() => Calls++;

        public void BeginArray(string name) => Calls++;

        public void EndArray() => Calls++;
    }
}
