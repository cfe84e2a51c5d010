namespace NetWatch.Terminal.Shell;

/// <summary>What of the screen can be set while it is shown. Setting on the screen's thread only; reading on any.</summary>
public interface IScreenSettings
{
    /// <summary>Name of the theme that is shown; empty before the first frame.</summary>
    string Theme { get; }

    /// <summary>Takes another theme. Returns whether the terminal can show it.</summary>
    bool UseTheme(string name);

    /// <summary>How often changed figures are drawn.</summary>
    TimeSpan Tick { get; }

    /// <summary>Draws this often from now on.</summary>
    void UseTick(TimeSpan tick);
}
