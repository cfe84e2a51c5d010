using NetWatch.Sdk.Decryption;

namespace NetWatch.Engine.Decryption;

/// <summary>How many connections are read and how many are not, since the start. Written by the packet thread alone; any thread reads.</summary>
public sealed class DecryptionCounts
{
    long _read, _waiting, _unread;
    int _replays;

    /// <summary>Connections of which plaintext was handed on.</summary>
    public long Read => Volatile.Read(ref _read);

    /// <summary>Connections that still wait for a key.</summary>
    public long Waiting => Volatile.Read(ref _waiting);

    /// <summary>Connections that are not decrypted and will not be, for want of a key or another reason.</summary>
    public long Unread => Volatile.Read(ref _unread);

    /// <summary>How often connections were looked at again because new secrets had come: packets seen before may show more now.</summary>
    public int Replays => Volatile.Read(ref _replays);

    internal void AddReplay() => Volatile.Write(ref _replays, _replays + 1);

    /// <summary>A connection stands otherwise than before; null is none.</summary>
    internal void Move(DecryptionState? before, DecryptionState? now)
    {
        Add(before, -1);
        Add(now, 1);
    }

    void Add(DecryptionState? state, long count)
    {
        switch (state)
        {
            case DecryptionState.Decrypted or DecryptionState.Partial: Volatile.Write(ref _read, _read + count); break;
            case DecryptionState.AwaitingKey: Volatile.Write(ref _waiting, _waiting + count); break;
            case DecryptionState.NotDecrypted: Volatile.Write(ref _unread, _unread + count); break;
        }
    }
}
