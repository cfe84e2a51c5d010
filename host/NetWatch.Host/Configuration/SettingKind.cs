namespace NetWatch.Host.Configuration;

/// <summary>What the value of a setting must be.</summary>
enum SettingKind
{
    /// <summary>A text, a number, true or false; its plugin makes something of it.</summary>
    Text,
    /// <summary>True or false.</summary>
    Flag,
    /// <summary>A time with its unit, such as <c>5s</c>.</summary>
    Duration,
}
