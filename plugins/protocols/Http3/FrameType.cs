namespace NetWatch.Plugins.Http3;

/// <summary>Frame types (RFC 9114 §7.2). Types of other frames have any value up to 2^62.</summary>
static class FrameType
{
    internal const long Data = 0;
    internal const long Headers = 1;
    internal const long CancelPush = 3;
    internal const long Settings = 4;
    internal const long PushPromise = 5;
    internal const long GoAway = 7;
    internal const long MaxPushId = 13;
}
