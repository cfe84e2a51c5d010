namespace NetWatch.Sdk.Tabs;

/// <summary>What a text means; the theme says how that looks. Plugins never choose colours.</summary>
public enum StyleRole : byte
{
    /// <summary>Ordinary text.</summary>
    Default = 0,
    /// <summary>Labels, units, what may be overlooked.</summary>
    Muted,
    /// <summary>Headings of panels and columns.</summary>
    Heading,
    /// <summary>Frames and rules.</summary>
    Border,
    /// <summary>What the eye should find first: keys, the active tab.</summary>
    Accent,
    /// <summary>The selected row.</summary>
    Selection,
    /// <summary>In order.</summary>
    Good,
    /// <summary>Worth a look.</summary>
    Warning,
    /// <summary>Wrong.</summary>
    Alert,
    /// <summary>Received data.</summary>
    Download,
    /// <summary>Sent data.</summary>
    Upload,
    /// <summary>An input field.</summary>
    Input,
    /// <summary>The tab and status bars.</summary>
    Bar,
    /// <summary>First of six colours that tell series apart.</summary>
    Series1,
    /// <summary>Second series.</summary>
    Series2,
    /// <summary>Third series.</summary>
    Series3,
    /// <summary>Fourth series.</summary>
    Series4,
    /// <summary>Fifth series.</summary>
    Series5,
    /// <summary>Sixth series.</summary>
    Series6,
}
