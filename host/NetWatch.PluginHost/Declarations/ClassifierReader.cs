using System.Collections.Immutable;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.PluginHost.Declarations;

/// <summary>Turns the arguments of <see cref="ProtocolAttribute"/> into a declaration. What is not given has the attribute's own default.</summary>
static class ClassifierReader
{
    static readonly ProtocolAttribute Defaults = new("default", Transports.None);

    public static ClassifierDeclaration Read(string id, string typeName, AttributeArguments arguments) => new(id, typeName)
    {
        Name = arguments.Text(nameof(ProtocolAttribute.Name)) ?? id.ToUpperInvariant(),
        Transports = (Transports)arguments.Number(1),
        Ports = ReadPorts(arguments),
        Evidence = (Evidence)arguments.Number(nameof(ProtocolAttribute.Evidence), (long)Defaults.Evidence),
        MaxBytes = (int)arguments.Number(nameof(ProtocolAttribute.MaxBytes), Defaults.MaxBytes),
        Priority = (int)arguments.Number(nameof(ProtocolAttribute.Priority), Defaults.Priority),
    };

    static ImmutableArray<ushort> ReadPorts(AttributeArguments arguments)
    {
        var ports = ImmutableArray.CreateBuilder<ushort>();
        foreach (object? port in arguments.List(nameof(ProtocolAttribute.Ports)))
        {
            if (port is ushort number) ports.Add(number);
        }

        return ports.ToImmutable();
    }
}
