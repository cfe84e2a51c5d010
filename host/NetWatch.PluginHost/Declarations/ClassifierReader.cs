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
        Alpn = [.. arguments.List(nameof(ProtocolAttribute.Alpn)).OfType<string>()],
        Evidence = (Evidence)arguments.Number(nameof(ProtocolAttribute.Evidence), (long)Defaults.Evidence),
        MaxBytes = (int)arguments.Number(nameof(ProtocolAttribute.MaxBytes), Defaults.MaxBytes),
        Priority = (int)arguments.Number(nameof(ProtocolAttribute.Priority), Defaults.Priority),
    };

    static ushort[] ReadPorts(AttributeArguments arguments)
    {
        IReadOnlyList<object?> values = arguments.List(nameof(ProtocolAttribute.Ports));
        ushort[] ports = new ushort[values.Count];
        for (int i = 0; i < ports.Length; i++) ports[i] = values[i] is ushort port ? port : (ushort)0;
        return ports;
    }
}
