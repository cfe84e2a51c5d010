using System.Buffers.Binary;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Mqtt;

/// <summary>Reads the control packets of both directions.</summary>
sealed class MqttAnalyzer : IFlowAnalyzer
{
    const int MaxTopicsOfPacket = 64;
    const int UnknownLevel = 4;

    readonly PacketReader[] _readers = [new(), new()];
    readonly TopicSet[] _topics = [new(), new()];
    readonly long[] _published = new long[2];
    readonly long[] _byQos = new long[3];
    int _level;
    bool _isLevelKnown;
    bool _hasPacket;

    /// <inheritdoc/>
    public void Start(in FlowStart start)
    {
        for (int side = 0; side < 2; side++)
        {
            _readers[side].Clear();
            _topics[side].Clear();
            _published[side] = 0;
        }

        _byQos.AsSpan().Clear();
        _level = UnknownLevel;
        _isLevelKnown = false;
        _hasPacket = false;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        int side = (int)chunk.Direction;
        ReadOnlySpan<byte> rest = chunk.Bytes;
        while (_readers[side].TryTake(ref rest, out FixedHeader header, out ReadOnlySpan<byte> body))
        {
            _hasPacket = true;
            OnPacket(header, body, side, facts);
        }

        if (!_readers[side].IsBroken) return AnalysisVerdict.Continue;
        if (!_hasPacket) return AnalysisVerdict.Violation("The first packet is none.");
        return _readers[1 - side].IsBroken ? AnalysisVerdict.Done : AnalysisVerdict.Continue;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts)
    {
        _readers[(int)direction].Skip(missingBytes);
        return _readers[0].IsBroken && _readers[1].IsBroken ? AnalysisVerdict.Done : AnalysisVerdict.Continue;
    }

    /// <inheritdoc/>
    public void OnEnd(IFactSink facts)
    {
        if (_published[0] + _published[1] == 0) return;
        var values = new List<KeyValuePair<string, object>> { new("published_to_server", _published[0]), new("published_to_client", _published[1]) };
        for (int qos = 0; qos < _byQos.Length; qos++)
        {
            if (_byQos[qos] > 0) values.Add(new(qos switch { 0 => "published_qos0", 1 => "published_qos1", _ => "published_qos2" }, _byQos[qos]));
        }

        values.Add(new("topics", (long)(_topics[0].Count + _topics[1].Count)));
        if (_topics[0].IsCut || _topics[1].IsCut) values.Add(new("topics_truncated", true));
        facts.Publish(new OpenFact("mqtt", "session", values));
        _published.AsSpan().Clear();
    }

    void OnPacket(in FixedHeader header, ReadOnlySpan<byte> body, int side, IFactSink facts)
    {
        switch (header.Type)
        {
            case PacketType.Connect when MqttConnect.TryRead(body) is { } connect:
                (_level, _isLevelKnown) = (connect.Level, true);
                facts.Publish(connect);
                break;
            case PacketType.Connack when body.Length >= 2:
                OnConnack(body, facts);
                break;
            case PacketType.Publish:
                OnPublish(header, body, side, facts);
                break;
            case PacketType.Subscribe or PacketType.Unsubscribe when body.Length > 4:
                OnSubscribe(header.Type == PacketType.Subscribe, body, facts);
                break;
            case PacketType.Disconnect when body.Length > 0:
                OnDisconnect(body, facts);
                break;
        }
    }

    void OnConnack(ReadOnlySpan<byte> body, IFactSink facts)
    {
        // Up to 3.1.1 there is nothing behind the code; that tells the version where CONNECT was not captured.
        if (!_isLevelKnown) (_level, _isLevelKnown) = (body.Length > 2 ? 5 : UnknownLevel, true);
        ReadOnlySpan<byte> rest = body[2..];
        facts.Publish(new MqttReply
        {
            IsConnack = true, Code = body[1], Level = _level, IsSessionPresent = (body[0] & 1) != 0,
            Properties = rest.IsEmpty ? new ConnectProperties() : ConnectProperties.Read(Properties.Take(ref rest)),
        });
    }

    static void OnDisconnect(ReadOnlySpan<byte> body, IFactSink facts)
    {
        ReadOnlySpan<byte> rest = body[1..];
        facts.Publish(new MqttReply
        {
            IsConnack = false, Code = body[0], Level = 5,
            Properties = rest.IsEmpty ? new ConnectProperties() : ConnectProperties.Read(Properties.Take(ref rest)),
        });
    }

    void OnPublish(in FixedHeader header, ReadOnlySpan<byte> body, int side, IFactSink facts)
    {
        _published[side]++;
        _byQos[header.Qos]++;
        int idLength = header.Qos > 0 ? 2 : 0;
        if (!BinaryPrimitives.TryReadUInt16BigEndian(body, out ushort length) || length == 0 || 2 + length + idLength > body.Length) return;
        ReadOnlySpan<byte> topic = body.Slice(2, length);
        // What comes again and again, the normal case, makes nothing.
        if (!_topics[side].TryAdd(topic)) return;
        ReadOnlySpan<byte> rest = body[(2 + length + idLength)..];
        int before = rest.Length;
        string? contentType = _level == 5 ? ContentTypeIn(Properties.Take(ref rest)) : null;
        facts.Publish(new MqttPublish
        {
            Header = header, Topic = WireText.Of(topic), IsFromClient = side == 0, ContentType = contentType,
            MessageBytes = header.Length - (2 + length + idLength) - (before - rest.Length),
        });
    }

    static string? ContentTypeIn(Properties properties)
    {
        while (properties.TryNext())
        {
            if (properties.Id == Properties.ContentType) return WireText.Of(properties.Value, 128);
        }

        return null;
    }

    void OnSubscribe(bool isSubscribe, ReadOnlySpan<byte> body, IFactSink facts)
    {
        int id = BinaryPrimitives.ReadUInt16BigEndian(body);
        ReadOnlySpan<byte> rest = body[2..];
        // No filter is empty, so where the version is not known, a zero here is the length of no properties.
        if (_level == 5 || (!_isLevelKnown && rest[0] == 0 && rest[1] == 0)) Properties.Take(ref rest);
        var topics = new List<string>();
        var qos = new List<int>();
        int options = isSubscribe ? 1 : 0;
        while (topics.Count < MaxTopicsOfPacket && BinaryPrimitives.TryReadUInt16BigEndian(rest, out ushort length) && length <= rest.Length - 2 - options)
        {
            topics.Add(WireText.Of(rest.Slice(2, length)));
            if (isSubscribe) qos.Add(rest[2 + length] & 3);
            rest = rest[(2 + length + options)..];
        }

        facts.Publish(new MqttSubscribe { IsSubscribe = isSubscribe, MessageId = id, Topics = topics, Qos = qos });
    }
}
