using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Ntp;

/// <summary>A timestamp of NTP: seconds since 1900 and fractions of 2⁻³² s (RFC 5905 §6).</summary>
readonly struct NtpTime(ulong raw)
{
    const long UnixEpochInNtp = 2_208_988_800;
    const long SecondsOfEra = 1L << 32;

    internal ulong Raw { get; } = raw;

    internal uint Seconds => (uint)(Raw >> 32);

    /// <summary>Nanoseconds since 1970, in the era that is nearest to a given time: the seconds of NTP wrap in 2036.</summary>
    internal long NearestTo(Timestamp time)
    {
        long seconds = Seconds - UnixEpochInNtp, reference = time.Nanoseconds / Timestamp.NanosecondsPerSecond;
        // Rounded to the nearest era; beyond what a timestamp can hold the era of the packet is as good as any.
        long eras = (reference - seconds + (SecondsOfEra / 2)) >> 32;
        seconds += eras * SecondsOfEra;
        long fraction = (long)((Raw & uint.MaxValue) * Timestamp.NanosecondsPerSecond >> 32);
        return unchecked((seconds * Timestamp.NanosecondsPerSecond) + fraction);
    }
}
