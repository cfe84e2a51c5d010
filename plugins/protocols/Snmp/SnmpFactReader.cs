using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Snmp;

/// <summary>Makes facts of messages.</summary>
static class SnmpFactReader
{
    const int MaxNames = 64;
    const int MaxValues = 32;
    const string TrapObjectName = "1.3.6.1.6.3.1.1.4.1.0";

    /// <summary>The fact of a request, a notification, or a response without its request.</summary>
    /// <param name="bytes">The datagram that the message was read from.</param>
    /// <param name="message">The message.</param>
    /// <param name="isCut">Whether the capture cut it.</param>
    internal static SnmpFact Alone(ReadOnlySpan<byte> bytes, in SnmpMessage message, bool isCut)
    {
        bool isAnswer = message.Pdu.Tag is BerTag.Response or BerTag.Report, isTrap = message.Pdu.Tag is BerTag.TrapV1 or BerTag.TrapV2;
        SnmpVariable[] values = isAnswer || isTrap || message.Pdu.Tag is BerTag.Inform or 0xA3 ? Values(bytes, message, isCut) : [];
        bool hasError = isAnswer && message.Status != 0;
        return new SnmpFact
        {
            Version = (int)Math.Min(3, message.Version + 1),
            Community = message.Community.Tag == 0 ? null : SnmpValue.Octets(message.Community.Content),
            PduType = message.Encrypted.Tag != 0 ? "encrypted" : BerTag.PduName(message.Pdu.Tag),
            IsTrap = isTrap,
            RequestId = message.Pdu.Tag is 0 or BerTag.TrapV1 ? null : message.RequestId,
            Variables = Names(bytes, message, isCut),
            Values = values,
            HasResponse = isAnswer,
            Error = hasError ? SnmpValue.ErrorName(message.Status) : null,
            ErrorIndex = message.Index,
            TrapType = message.Pdu.Tag == BerTag.TrapV1 ? SnmpValue.TrapName(message.GenericTrap) : null,
            TrapObject = TrapObject(message, values),
            TrapAddress = message.AgentAddress.Content.Length == 4 ? NetAddress.FromBytes(message.AgentAddress.Content).ToString() : null,
            EngineId = message.EngineId.Content.IsEmpty ? null : WireBytes.Hex(message.EngineId.Content[..Math.Min(32, message.EngineId.Content.Length)]),
            User = message.User.Content.IsEmpty ? null : SnmpValue.Octets(message.User.Content),
            SecurityLevel = message.IsV3 ? Level(message.Flags) : null,
            ContextName = message.ContextName.Content.IsEmpty ? null : SnmpValue.Octets(message.ContextName.Content),
        };
    }

    /// <summary>The fact of a request with the response to it.</summary>
    internal static SnmpFact Paired(SnmpFact request, SnmpFact response, TimeSpan? latency) => new()
    {
        Version = request.Version,
        Community = request.Community,
        PduType = request.PduType,
        RequestId = request.RequestId ?? response.RequestId,
        Variables = request.Variables.Count > 0 ? request.Variables : response.Variables,
        Values = response.Values,
        HasResponse = true,
        Error = response.Error ?? (response.PduType == "report" ? "report" : null),
        ErrorIndex = response.ErrorIndex,
        // The first request of v3 asks for the engine, which only the report names (RFC 3414 §4).
        EngineId = response.EngineId ?? request.EngineId,
        User = request.User ?? response.User,
        SecurityLevel = request.SecurityLevel,
        ContextName = request.ContextName,
        Latency = latency,
    };

    static string[] Names(ReadOnlySpan<byte> bytes, in SnmpMessage message, bool isCut)
    {
        List<string> names = [];
        var reader = new BerReader(bytes, message.Variables.ContentStart, message.Variables.End, isCut);
        while (names.Count < MaxNames && reader.TryRead(BerTag.Sequence, out BerValue pair))
        {
            BerReader inside = reader.Inside(pair);
            if (!inside.TryRead(BerTag.ObjectId, out BerValue name)) break;
            names.Add(ObjectId.Text(name.Content));
        }

        return [.. names];
    }

    static SnmpVariable[] Values(ReadOnlySpan<byte> bytes, in SnmpMessage message, bool isCut)
    {
        List<SnmpVariable> values = [];
        var reader = new BerReader(bytes, message.Variables.ContentStart, message.Variables.End, isCut);
        while (values.Count < MaxValues && reader.TryRead(BerTag.Sequence, out BerValue pair))
        {
            BerReader inside = reader.Inside(pair);
            if (!inside.TryRead(BerTag.ObjectId, out BerValue name) || !inside.TryRead(out BerValue value)) break;
            values.Add(new SnmpVariable(ObjectId.Text(name.Content), SnmpValue.TypeName(value.Tag), SnmpValue.Text(value)));
        }

        return [.. values];
    }

    static string? TrapObject(in SnmpMessage message, SnmpVariable[] values)
    {
        if (message.Pdu.Tag == BerTag.TrapV1) return message.Enterprise.Tag == 0 ? null : ObjectId.Text(message.Enterprise.Content);
        if (message.Pdu.Tag is not (BerTag.TrapV2 or BerTag.Inform)) return null;
        return Array.Find(values, variable => variable.Name == TrapObjectName)?.Value;
    }

    static string Level(int flags) => (flags & 3) switch { 0 => "noAuthNoPriv", 1 => "authNoPriv", 3 => "authPriv", _ => "invalid" };
}
