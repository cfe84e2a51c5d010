namespace NetWatch.Plugins.Tls;

/// <summary>Puts the handshake messages of consecutive records together, remembering where their bytes lie.</summary>
sealed class MessageWalk
{
    const int MaxMessage = 256 * 1024;

    readonly List<byte> _bytes = [];
    MessageMap _map = new();

    /// <summary>Takes the content of a handshake record. Messages that end in it are added to it.</summary>
    internal void Add(DissectedRecord record, ReadOnlySpan<byte> content)
    {
        if (_bytes.Count == 0 && content.Length > 0 && !IsMessage(content))
        {
            record.IsEncrypted = true;
            return;
        }

        int position = record.ContentStart;
        _map.Add(_bytes.Count, position);
        _bytes.AddRange(content);
        int consumed = -(_bytes.Count - content.Length);
        while (_bytes.Count >= DissectedMessage.HeaderSize)
        {
            int size = Size;
            int whole = DissectedMessage.HeaderSize + size;
            if (_bytes.Count < whole) break;
            record.Messages.Add(Take(size, whole));
            consumed += whole;
            _bytes.RemoveRange(0, whole);
            _map = new MessageMap();
            _map.Add(0, position + consumed);
        }

        if (_bytes.Count <= MaxMessage) return;
        _bytes.Clear();
        _map = new MessageMap();
    }

    /// <summary>Gives what is there of the message that was begun to the last record.</summary>
    internal void AddRest(DissectedRecord record)
    {
        if (_bytes.Count >= DissectedMessage.HeaderSize && record.Header.Type == ContentType.Handshake)
            record.Messages.Add(Take(Size, _bytes.Count));
    }

    int Size => _bytes[1] << 16 | _bytes[2] << 8 | _bytes[3];

    DissectedMessage Take(int size, int count) =>
        new((HandshakeType)_bytes[0], size, _bytes.GetRange(DissectedMessage.HeaderSize, count - DissectedMessage.HeaderSize).ToArray(), _map);

    static bool IsMessage(ReadOnlySpan<byte> content) =>
        content.Length < DissectedMessage.HeaderSize || HelloShape.IsKnownMessage(content) || content[0] is (byte)HandshakeType.NextProtocol;
}
