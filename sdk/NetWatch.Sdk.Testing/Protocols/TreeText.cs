using System.Globalization;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using Xunit;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>
/// Keeps a detail tree as indented lines <c>text [start+length]</c>, and fails when a range lies outside the bytes or a node is left open.
/// </summary>
public sealed class TreeText : IDetailTree
{
    readonly List<string> _lines = [];
    readonly int _length;
    int _depth;

    TreeText(int length) => _length = length;

    /// <summary>The tree that a dissector makes of some bytes.</summary>
    /// <param name="dissector">The dissector.</param>
    /// <param name="input">What it is given.</param>
    public static IReadOnlyList<string> Of(IDissector dissector, in DissectionInput input)
    {
        var tree = new TreeText(input.Bytes.Length);
        dissector.Dissect(input, tree);
        Assert.True(tree._depth == 0, $"{tree._depth} nodes are left open.");
        return tree._lines;
    }

    /// <summary>The same without the ranges.</summary>
    /// <param name="dissector">The dissector.</param>
    /// <param name="input">What it is given.</param>
    public static IReadOnlyList<string> TextsOf(IDissector dissector, in DissectionInput input) =>
        [.. Of(dissector, input).Select(line => line[..line.LastIndexOf(" [", StringComparison.Ordinal)])];

    /// <summary>The tree of a datagram between port 40000 and the given one.</summary>
    /// <param name="dissector">The dissector.</param>
    /// <param name="datagram">The payload.</param>
    /// <param name="port">Port of the receiver.</param>
    public static IReadOnlyList<string> OfDatagram(IDissector dissector, byte[] datagram, ushort port) => Of(dissector, Datagram(datagram, port));

    /// <summary>A datagram from port 40000 to the given one, as a dissector is given it.</summary>
    /// <param name="datagram">The payload.</param>
    /// <param name="port">Port of the receiver.</param>
    public static DissectionInput Datagram(byte[] datagram, ushort port) => new()
    {
        Bytes = datagram, StartsAtFirstByte = true, Transport = Transport.Udp, Direction = FlowDirection.FromInitiator, SourcePort = 40_000, DestinationPort = port,
    };

    /// <inheritdoc/>
    public void Open(string text, int start, int length)
    {
        Add(text, start, length);
        _depth++;
    }

    /// <inheritdoc/>
    public void Add(string text, int start, int length)
    {
        Assert.True(start >= 0 && length >= 0 && start + length <= _length, $"'{text}' [{start}+{length}] lies outside of {_length} bytes.");
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{new string(' ', _depth * 2)}{text} [{start}+{length}]"));
    }

    /// <inheritdoc/>
    public void Close()
    {
        Assert.True(_depth > 0, "A node is closed that was not opened.");
        _depth--;
    }
}
