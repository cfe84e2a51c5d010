using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Plugins.Http3;

/// <summary>A stream that carries a request and its response, or a pushed response. Used again for other streams.</summary>
sealed class MessageStream
{
    readonly FrameReader[] _readers = [new(), new()];

    internal HttpStream Exchange { get; } = new();

    /// <summary>Sections that wait for the dynamic table.</summary>
    internal int Blocked { get; set; }

    /// <summary>Changes whenever the object serves another stream.</summary>
    internal int Generation { get; private set; }

    /// <summary>When the current frame of each direction began.</summary>
    internal Timestamp[] FrameTimes { get; } = new Timestamp[2];

    internal FrameReader Reader(int direction) => _readers[direction];

    internal void Start(long id)
    {
        Exchange.Start(id);
        _readers[0].Start();
        _readers[1].Start();
        Blocked = 0;
        Generation++;
    }
}
