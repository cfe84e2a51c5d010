using System.Buffers.Binary;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Mqtt;

/// <summary>The properties of CONNECT and CONNACK that say something about who talks with whom.</summary>
struct ConnectProperties
{
    const int MaxUserProperties = 16;

    public ConnectProperties()
    {
    }

    internal long SessionExpiry { get; private set; } = -1;

    internal long ServerKeepAlive { get; private set; } = -1;

    internal string? AuthenticationMethod { get; private set; }

    internal string? AssignedClientId { get; private set; }

    internal string? Reason { get; private set; }

    internal string? ServerReference { get; private set; }

    internal List<string>? UserProperties { get; private set; }

    internal static ConnectProperties Read(Properties properties)
    {
        var read = new ConnectProperties();
        while (properties.TryNext())
        {
            switch (properties.Id)
            {
                case Properties.SessionExpiry: read.SessionExpiry = properties.Number; break;
                case Properties.ServerKeepAlive: read.ServerKeepAlive = properties.Number; break;
                case Properties.AuthenticationMethod: read.AuthenticationMethod = WireText.Of(properties.Value); break;
                case Properties.AssignedClientId: read.AssignedClientId = WireText.Of(properties.Value); break;
                case Properties.ReasonString: read.Reason = WireText.Of(properties.Value); break;
                case Properties.ServerReference: read.ServerReference = WireText.Of(properties.Value); break;
                case Properties.UserProperty: read.AddUserProperty(properties.Value); break;
            }
        }

        return read;
    }

    void AddUserProperty(ReadOnlySpan<byte> pair)
    {
        UserProperties ??= [];
        if (UserProperties.Count >= 2 * MaxUserProperties) return;
        int name = BinaryPrimitives.ReadUInt16BigEndian(pair);
        UserProperties.Add(WireText.Of(pair.Slice(2, name), 128));
        UserProperties.Add(WireText.Of(pair[(name + 4)..], 128));
    }
}
