using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Traffic;

/// <summary>
/// The course of one interface. Bytes are laid into spans of one second and of ten in proportion to time, so that the course does not
/// depend on when and how often it was looked at.
/// </summary>
sealed class InterfaceHistory(DeviceCounters first)
{
    readonly ByteCourse _receivedBySecond = new(1, 60), _sentBySecond = new(1, 60);
    readonly ByteCourse _receivedByTen = new(10, 360), _sentByTen = new(10, 360);
    DeviceCounters _last = first;

    internal long LinkSpeed { get; set; }

    /// <summary>Whether the counters were set back: another interface under the same name.</summary>
    internal bool IsBefore(in DeviceCounters device) => device.Received.Bytes < _last.Received.Bytes || device.Sent.Bytes < _last.Sent.Bytes;

    internal InterfaceTraffic Take(in DeviceCounters device, TimeSpan elapsed)
    {
        long received = device.Received.Bytes - _last.Received.Bytes, sent = device.Sent.Bytes - _last.Sent.Bytes;
        double seconds = elapsed.TotalSeconds;
        _receivedBySecond.Add(received, seconds);
        _sentBySecond.Add(sent, seconds);
        _receivedByTen.Add(received, seconds);
        _sentByTen.Add(sent, seconds);
        double per = seconds > 0 ? 1 / seconds : 0;
        var traffic = new InterfaceTraffic(device.Name)
        {
            Received = device.Received,
            Sent = device.Sent,
            BitsPerSecondReceived = received * 8 * per,
            BitsPerSecondSent = sent * 8 * per,
            PacketsPerSecondReceived = (device.Received.Packets - _last.Received.Packets) * per,
            PacketsPerSecondSent = (device.Sent.Packets - _last.Sent.Packets) * per,
            LinkSpeed = LinkSpeed,
            ReceivedBySecond = _receivedBySecond.Spans,
            SentBySecond = _sentBySecond.Spans,
            ReceivedByTenSeconds = _receivedByTen.Spans,
            SentByTenSeconds = _sentByTen.Spans,
        };
        _last = device;
        return traffic;
    }
}
