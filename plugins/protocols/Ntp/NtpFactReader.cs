using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Ntp;

/// <summary>Makes the facts of messages.</summary>
static class NtpFactReader
{
    const int MaxExtensions = 16;
    const double NanosecondsPerMillisecond = 1_000_000;

    /// <summary>The fact of one message, with the times of an exchange where both of its packets were seen.</summary>
    /// <param name="header">The answer, or what there is.</param>
    /// <param name="asked">Packet time of the question; null without it.</param>
    /// <param name="now">Packet time of the message.</param>
    internal static NtpFact Read(in NtpHeader header, Timestamp? asked, Timestamp now)
    {
        (string[] extensions, bool hasMac) = Behind(header);
        double? offset = null, delay = null;
        if (asked is { } start && now >= start && header.Receive.Raw != 0 && header.Transmit.Raw != 0)
        {
            // RFC 5905 §8: T1 and T4 by the clock that captured, T2 and T3 by that of the server.
            long sent = start.Nanoseconds, received = now.Nanoseconds, arrived = header.Receive.NearestTo(now), left = header.Transmit.NearestTo(now);
            offset = unchecked((arrived - sent) + (left - received)) / (2 * NanosecondsPerMillisecond);
            delay = unchecked((received - sent) - (left - arrived)) / NanosecondsPerMillisecond;
        }

        bool isAnswer = header.Mode is 4 or 2 or 1 or 5 or 0;
        bool isKiss = header.Mode == 4 && header.Stratum == 0;
        return new NtpFact
        {
            Version = header.Version,
            Mode = NtpHeader.ModeName(header.Mode),
            Leap = isAnswer ? NtpHeader.LeapName(header.Leap) : null,
            Stratum = isAnswer ? header.Stratum : -1,
            ReferenceId = isKiss || !isAnswer ? null : header.ReferenceId,
            KissCode = isKiss ? header.ReferenceId : null,
            Poll = header.Poll,
            Precision = (sbyte)header.Precision,
            RootDelayMs = header.RootDelayMs,
            RootDispersionMs = header.RootDispersionMs,
            OffsetMs = offset,
            DelayMs = delay,
            Extensions = extensions,
            IsAuthenticated = hasMac,
        };
    }

    static (string[] Extensions, bool HasMac) Behind(in NtpHeader header)
    {
        if (header.Bytes.Length == NtpHeader.Length) return ([], false);
        List<string> names = [];
        var fields = new NtpExtensions(header.Bytes);
        while (fields.MoveNext() && names.Count < MaxExtensions) names.Add(NtpExtensions.Name(fields.Type));
        return ([.. names], fields.MacLength > 0);
    }
}
