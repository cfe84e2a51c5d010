namespace NetWatch.Plugins.Mqtt;

/// <summary>The types of control packets (MQTT 5.0 §2.1.2).</summary>
enum PacketType
{
    Reserved,
    Connect,
    Connack,
    Publish,
    Puback,
    Pubrec,
    Pubrel,
    Pubcomp,
    Subscribe,
    Suback,
    Unsubscribe,
    Unsuback,
    Pingreq,
    Pingresp,
    Disconnect,
    Auth,
}
