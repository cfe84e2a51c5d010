using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Shell;

/// <summary>
/// The guarded door to one tab: makes it when it is first shown, and takes it out of service when any of its members throws. After
/// three faults within a minute it stays out.
/// </summary>
sealed class TabHost(ShellTab tab, IShellEvents events, TimeProvider time)
{
    const int FaultsUntilOut = 3;
    static readonly TimeSpan FaultWindow = TimeSpan.FromSeconds(60);

    readonly List<DateTimeOffset> _faults = [];
    ITab? _instance;
    bool _isAsked;

    /// <summary>What it is and where it comes from.</summary>
    public ShellTab Tab { get; } = tab;

    /// <summary>The last fault; null while the tab works.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Which member threw.</summary>
    public string Where { get; private set; } = "";

    /// <summary>Whether the user has put it out of the bar of working tabs.</summary>
    public bool IsDisabled { get; private set; }

    /// <summary>Whether it has failed too often to be tried again.</summary>
    public bool IsOut => _faults.Count >= FaultsUntilOut;

    /// <summary>Whether it takes text.</summary>
    public bool IsEditing => Ask(static tab => tab.IsEditing, false, nameof(ITab.IsEditing));

    /// <summary>Whether it has work left and wants another frame without anything having changed.</summary>
    public bool WantsFrame => Ask(static tab => tab.WantsFrame, false, nameof(ITab.WantsFrame));

    /// <summary>Its keys; empty while it does not work.</summary>
    public IReadOnlyList<KeyHint> Keys => Ask(static tab => tab.Keys, [], nameof(ITab.Keys)) ?? [];

    /// <summary>The fault for the list of faults, or null.</summary>
    public ShellFault? Fault { get; private set; }

    /// <summary>Paints the tab, or the error panel in its place.</summary>
    public void Draw(in Frame frame, Surface surface)
    {
        if (Error is null && !IsDisabled)
        {
            try
            {
                Instance().Draw(frame, surface);
                return;
            }
            catch (Exception e)
            {
                Fail(e, nameof(ITab.Draw));
            }
        }

        ErrorPanel.Draw(surface, this);
    }

    /// <summary>A key for the tab. Returns whether it was used.</summary>
    public bool OnKey(in KeyPress key)
    {
        if (Error is not null || IsDisabled) return OnErrorKey(key);
        try
        {
            return Instance().OnKey(key);
        }
        catch (Exception e)
        {
            Fail(e, nameof(ITab.OnKey));
            return true;
        }
    }

    /// <summary>A mouse event for the tab, in its coordinates. Returns whether it was used.</summary>
    public bool OnMouse(in MouseInput mouse)
    {
        if (Error is not null || IsDisabled) return false;
        try
        {
            return Instance().OnMouse(mouse);
        }
        catch (Exception e)
        {
            Fail(e, nameof(ITab.OnMouse));
            return true;
        }
    }

    /// <summary>Makes the tab anew, unless it has failed too often.</summary>
    public bool Retry()
    {
        if (IsOut) return false;
        Error = null;
        Fault = null;
        IsDisabled = false;
        _instance = null;
        return true;
    }

    bool OnErrorKey(in KeyPress key)
    {
        if (key.Is('R') || key.Is('r')) return Retry();
        if (!key.Is('D') && !key.Is('d')) return false;
        IsDisabled = true;
        _instance = null;
        return true;
    }

    ITab Instance() => _instance ??= Tab.Create() ?? throw new InvalidOperationException("The plugin gave no tab.");

    T Ask<T>(Func<ITab, T> question, T otherwise, string member)
    {
        // Before the first frame nothing is asked, so that the bars are on the screen before the tab is made.
        if (_instance is null || Error is not null || IsDisabled || _isAsked) return otherwise;
        try
        {
            _isAsked = true;
            return question(_instance);
        }
        catch (Exception e)
        {
            Fail(e, member);
            return otherwise;
        }
        finally
        {
            _isAsked = false;
        }
    }

    void Fail(Exception error, string member)
    {
        DateTimeOffset now = time.GetUtcNow();
        _faults.RemoveAll(at => now - at > FaultWindow);
        _faults.Add(now);
        Error = error;
        Where = member;
        _instance = null;
        Fault = new ShellFault(
            $"tab:{Tab.Id}",
            Tab.PluginId,
            $"{Tab.Title}.{member} threw {error.GetType().Name}: {error.Message}",
            IsOut ? "It failed three times within a minute and stays out until netwatch is started again." : null,
            now,
            _faults.Count);
        events.TabFaulted(Tab, error);
    }
}
