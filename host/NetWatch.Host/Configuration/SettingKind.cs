namespace NetWatch.Host.Configuration;

/// <summary>What the value of a setting must be.</summary>
enum SettingKind
{
    /// <summary>A text, a number, true or false; its plugin makes something of it.</summary>
    Text,
    /// <summary>True or false.</summary>
    Flag,
    /// <summary>A time with its unit, such as <c>5s</c>; the bounds are in milliseconds.</summary>
    Duration,
    /// <summary>A whole number.</summary>
    Count,
    /// <summary>Bytes, such as <c>64KiB</c> or <c>32MiB</c>; the bounds are in bytes.</summary>
    Size,
    /// <summary>One of several words.</summary>
    Choice,
    /// <summary>The path of a file.</summary>
    Path,
}
