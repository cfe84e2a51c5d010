namespace NetWatch.Sdk.Plugins;

/// <summary>How the value of a setting is entered.</summary>
public enum SettingInput : byte
{
    /// <summary>Not at all.</summary>
    None = 0,
    /// <summary>As a text.</summary>
    Text = 1,
    /// <summary>As the path of a file.</summary>
    Path = 2,
    /// <summary>It is on or off: <c>true</c> or <c>false</c>.</summary>
    Flag = 3,
    /// <summary>As one of <see cref="SettingsRow.Choices"/>.</summary>
    Choice = 4,
    /// <summary>As one of <see cref="SettingsRow.Choices"/>, or as a text.</summary>
    Step = 5,
}
