namespace NetWatch.Plugins.Mqtt;

/// <summary>The topics that were seen in one direction: a bounded number of them, found again without making text.</summary>
sealed class TopicSet
{
    internal const int MaxTopics = 64;

    readonly List<byte[]> _topics = [];

    internal int Count => _topics.Count;

    /// <summary>Whether there were topics beyond those kept.</summary>
    internal bool IsCut { get; private set; }

    internal void Clear()
    {
        _topics.Clear();
        IsCut = false;
    }

    /// <summary>Whether the topic is new, and there is room for it.</summary>
    internal bool TryAdd(ReadOnlySpan<byte> topic)
    {
        foreach (byte[] known in _topics)
        {
            if (topic.SequenceEqual(known)) return false;
        }

        if (_topics.Count >= MaxTopics)
        {
            IsCut = true;
            return false;
        }

        _topics.Add(topic.ToArray());
        return true;
    }
}
