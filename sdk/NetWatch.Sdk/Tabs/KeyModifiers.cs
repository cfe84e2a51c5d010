namespace NetWatch.Sdk.Tabs;

/// <summary>Keys held with another.</summary>
[Flags]
public enum KeyModifiers : byte
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>Shift, where the terminal tells it.</summary>
    Shift = 1,
    /// <summary>Alt or Meta.</summary>
    Alt = 2,
    /// <summary>Control.</summary>
    Control = 4,
}
