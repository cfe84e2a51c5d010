namespace NetWatch.Plugins.Snmp;

/// <summary>
/// A message as read: SNMPv1 (RFC 1157 §4), v2c (RFC 1901 §3), v3 (RFC 3412 §6 with the user-based security of RFC 3414 §2.4). Parts that were not
/// there have the tag 0.
/// </summary>
ref struct SnmpMessage
{
    internal const long VersionOne = 0;
    internal const long VersionTwo = 1;
    internal const long VersionThree = 3;

    internal long Version;
    internal BerValue Community;

    internal long MessageId;
    internal int Flags;
    internal long SecurityModel;
    internal BerValue EngineId;
    internal long EngineBoots;
    internal long EngineTime;
    internal BerValue User;
    internal BerValue Encrypted;
    internal BerValue ContextName;

    /// <summary>The PDU; its tag says what is asked.</summary>
    internal BerValue Pdu;
    internal long RequestId;

    /// <summary>Error status; of a bulk request how many variables are not repeated.</summary>
    internal long Status;

    /// <summary>Error index; of a bulk request the most repetitions.</summary>
    internal long Index;

    internal BerValue Enterprise;
    internal BerValue AgentAddress;
    internal long GenericTrap;
    internal long SpecificTrap;
    internal BerValue Variables;

    internal readonly bool IsV3 => Version == VersionThree;

    /// <summary>What pairs question and answer.</summary>
    internal readonly long Key => IsV3 ? MessageId : RequestId;

    /// <summary>
    /// Reads a message as far as it goes. False when it does not begin as one: outer sequence, version, and a community or the header of v3.
    /// </summary>
    /// <param name="bytes">The datagram.</param>
    /// <param name="isCut">Whether the capture cut it.</param>
    /// <param name="message">The message.</param>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, bool isCut, out SnmpMessage message) => TryRead(bytes, 0, bytes.Length, isCut, out message);

    /// <summary>Reads a message that lies within other bytes; places count from the start of these.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, int start, int end, bool isCut, out SnmpMessage message)
    {
        message = default;
        var outer = new BerReader(bytes, start, end, isCut);
        if (!outer.TryRead(BerTag.Sequence, out BerValue sequence)) return false;
        BerReader reader = outer.Inside(sequence);
        if (!reader.TryReadInteger(out message.Version)) return false;
        if (message.Version is VersionOne or VersionTwo)
        {
            if (!reader.TryRead(BerTag.OctetString, out message.Community)) return false;
            if (reader.TryRead(out BerValue pdu) && BerTag.IsPdu(pdu.Tag)) message.ReadPdu(reader.Inside(pdu), pdu);
            return true;
        }

        return message.IsV3 && message.TryReadV3(reader);
    }

    bool TryReadV3(BerReader reader)
    {
        if (!reader.TryRead(BerTag.Sequence, out BerValue header)) return false;
        BerReader global = reader.Inside(header);
        if (!global.TryReadInteger(out MessageId) || !global.TryReadInteger(out _)) return false;
        if (!global.TryRead(BerTag.OctetString, out BerValue flags) || flags.Content.Length != 1 || !global.TryReadInteger(out SecurityModel)) return false;
        Flags = flags.Content[0];
        if (!reader.TryRead(BerTag.OctetString, out BerValue security)) return true;
        if (SecurityModel == 3) ReadUser(reader.Inside(security));
        if (!reader.TryRead(out BerValue scoped)) return true;
        if (scoped.Tag == BerTag.OctetString) Encrypted = scoped;
        if (scoped.Tag == BerTag.Sequence) ReadScoped(reader.Inside(scoped));
        return true;
    }

    void ReadUser(BerReader outer)
    {
        if (!outer.TryRead(BerTag.Sequence, out BerValue sequence)) return;
        BerReader reader = outer.Inside(sequence);
        _ = reader.TryRead(BerTag.OctetString, out EngineId) && reader.TryReadInteger(out EngineBoots) && reader.TryReadInteger(out EngineTime)
            && reader.TryRead(BerTag.OctetString, out User);
    }

    void ReadScoped(BerReader reader)
    {
        if (reader.TryRead(BerTag.OctetString, out _) && reader.TryRead(BerTag.OctetString, out ContextName)
            && reader.TryRead(out BerValue pdu) && BerTag.IsPdu(pdu.Tag)) ReadPdu(reader.Inside(pdu), pdu);
    }

    void ReadPdu(BerReader reader, BerValue pdu)
    {
        Pdu = pdu;
        if (pdu.Tag == BerTag.TrapV1)
        {
            _ = reader.TryRead(BerTag.ObjectId, out Enterprise) && reader.TryRead(BerTag.IpAddress, out AgentAddress) && reader.TryReadInteger(out GenericTrap)
                && reader.TryReadInteger(out SpecificTrap) && reader.TryRead(BerTag.TimeTicks, out _) && reader.TryRead(BerTag.Sequence, out Variables);
            return;
        }

        _ = reader.TryReadInteger(out RequestId) && reader.TryReadInteger(out Status) && reader.TryReadInteger(out Index)
            && reader.TryRead(BerTag.Sequence, out Variables);
    }
}
