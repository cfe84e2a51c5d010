using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Sdk.Tests.Testing;

/// <summary>Samples of the greeting protocol.</summary>
static class Greetings
{
    internal static FlowSample Hello { get; } = FlowSample.Tcp("hello", 7007, [
        FlowTurn.FromInitiator(Of("alice")), FlowTurn.FromResponder(Of("bob") + Of("carol")), FlowTurn.FromInitiator(Of("dave"))]);

    internal static FlowSample Datagrams { get; } = FlowSample.Udp("datagrams", 7007, [
        FlowTurn.FromInitiator(Of("alice")), FlowTurn.FromResponder(Of("bob"))]);

    internal static FlowSample Long { get; } = FlowSample.Tcp("long", 7007, [
        FlowTurn.FromInitiator(string.Concat(Enumerable.Range(0, 200).Select(i => Of($"name{i}")))),
        FlowTurn.FromResponder(string.Concat(Enumerable.Range(0, 300).Select(i => Of($"reply{i}")))),
        FlowTurn.FromInitiator(Of("last"))]);

    internal static FlowSample LongOverIPv6 { get; } = Long with
    {
        Name = "long over IPv6",
        InitiatorAddress = new NetAddress(0x2001_0DB8_0000_0001, 1),
        ResponderAddress = new NetAddress(0x2001_0DB8_0000_0001, 2),
    };

    internal static string Of(string name) => $"GRTS\0{(char)name.Length}{name}";
}
