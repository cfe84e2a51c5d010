using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Shell;

/// <summary>
/// The guarded door to one tab: makes it when it is first shown, and takes it out of service when any of its members throws or does not
/// come back. After three faults within a minute it stays out.
/// </summary>
sealed class TabHost(ShellTab tab, IShellEvents events, TimeProvider time, TabWatch watch)
{
    const int FaultsUntilOut = 3, MostKeys = 100;
    static readonly TimeSpan FaultWindow = TimeSpan.FromSeconds(60);

    readonly List<DateTimeOffset> _faults = [];
    readonly List<KeyHint> _keys = [];
    Func<ITab, bool>? _copyKeys;
    ITab? _instance;
    bool _isAsked;

    /// <summary>What it is and where it comes from.</summary>
    public ShellTab Tab { get; } = tab;

    /// <summary>The last fault; null while the tab works.</summary>
    public TabError? Error { get; private set; }

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
    public IReadOnlyList<KeyHint> Keys
    {
        get
        {
            if (!Ask(_copyKeys ??= CopyKeys, false, nameof(ITab.Keys))) _keys.Clear();
            return _keys;
        }
    }

    /// <summary>The fault for the list of faults, or null.</summary>
    public ShellFault? Fault { get; private set; }

    /// <summary>Paints the tab, or the error panel in its place.</summary>
    public void Draw(in Frame frame, Surface surface)
    {
        if (Error is null && !IsDisabled)
        {
            long call = watch.Enter(this, nameof(ITab.Draw));
            (Exception Error, TabError Text)? fault = null;
            try
            {
                Instance().Draw(frame, surface);
            }
            catch (Exception e)
            {
                fault = (e, TabError.Of(e));
            }

            Came(call, fault, nameof(ITab.Draw));
            if (fault is null) return;
        }

        ErrorPanel.Draw(surface, this);
    }

    /// <summary>A key for the tab. Returns whether it was used.</summary>
    public bool OnKey(in KeyPress key)
    {
        if (Error is not null || IsDisabled) return OnErrorKey(key);
        long call = watch.Enter(this, nameof(ITab.OnKey));
        (Exception Error, TabError Text)? fault = null;
        bool isUsed = true;
        try
        {
            isUsed = Instance().OnKey(key);
        }
        catch (Exception e)
        {
            fault = (e, TabError.Of(e));
        }

        Came(call, fault, nameof(ITab.OnKey));
        return isUsed;
    }

    /// <summary>A mouse event for the tab, in its coordinates. Returns whether it was used.</summary>
    public bool OnMouse(in MouseInput mouse)
    {
        if (Error is not null || IsDisabled) return false;
        long call = watch.Enter(this, nameof(ITab.OnMouse));
        (Exception Error, TabError Text)? fault = null;
        bool isUsed = true;
        try
        {
            isUsed = Instance().OnMouse(mouse);
        }
        catch (Exception e)
        {
            fault = (e, TabError.Of(e));
        }

        Came(call, fault, nameof(ITab.OnMouse));
        return isUsed;
    }

    /// <summary>A call of it was given up. The thread that made it touches nothing here any more. Called before another draws.</summary>
    public void GiveUp(string member)
    {
        _isAsked = false;
        var error = new TimeoutException($"it has not come back for {TabWatch.Limit.TotalSeconds:0} s");
        Fail(error, TabError.Of(error), member);
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
        _isAsked = true;
        long call = watch.Enter(this, member);
        (Exception Error, TabError Text)? fault = null;
        T answer = otherwise;
        try
        {
            answer = question(_instance);
        }
        catch (Exception e)
        {
            fault = (e, TabError.Of(e));
        }

        Came(call, fault, member);
        _isAsked = false;
        return answer;
    }

    // The list is the plugin's, too: it is read here, where that may fail, and not where it is drawn.
    bool CopyKeys(ITab tab)
    {
        _keys.Clear();
        IReadOnlyList<KeyHint>? keys = tab.Keys;
        for (int i = 0; keys is not null && i < MostKeys && i < keys.Count; i++) _keys.Add(keys[i]);
        return true;
    }

    void Came(long call, (Exception Error, TabError Text)? fault, string member)
    {
        watch.Leave(call);
        if (fault is { } thrown) Fail(thrown.Error, thrown.Text, member);
    }

    void Fail(Exception error, TabError text, string member)
    {
        DateTimeOffset now = time.GetUtcNow();
        _faults.RemoveAll(at => now - at > FaultWindow);
        _faults.Add(now);
        Error = text;
        Where = member;
        _instance = null;
        Fault = new ShellFault(
            $"tab:{Tab.Id}",
            Tab.PluginId,
            error is TimeoutException && text.FirstFrame is null ? $"{Tab.Title}.{member}: {text.Message}" : $"{Tab.Title}.{member} threw {text.Type}: {text.Message}",
            IsOut ? "It failed three times within a minute and stays out until netwatch is started again." : null,
            now,
            _faults.Count);
        events.TabFaulted(Tab, error);
    }
}
