namespace NetWatch.Sdk.Tabs;

/// <summary>How text is set, beside its colour.</summary>
[Flags]
public enum TextAttributes : byte
{
    /// <summary>As it is.</summary>
    None = 0,
    /// <summary>Bold.</summary>
    Bold = 1,
    /// <summary>Dim.</summary>
    Dim = 2,
    /// <summary>Italic.</summary>
    Italic = 4,
    /// <summary>Underlined.</summary>
    Underline = 8,
    /// <summary>Foreground and background exchanged.</summary>
    Reverse = 16,
}
