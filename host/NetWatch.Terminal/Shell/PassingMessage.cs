namespace NetWatch.Terminal.Shell;

/// <summary>A few words in the status line that go away by themselves.</summary>
sealed class PassingMessage(TimeProvider time)
{
    static readonly TimeSpan Shown = TimeSpan.FromSeconds(2);

    long _since;

    /// <summary>The words; empty when there are none.</summary>
    public string Text { get; private set; } = "";

    /// <summary>How long they still stay; null when there are none.</summary>
    public TimeSpan? Left => Text.Length == 0 ? null : Shown - time.GetElapsedTime(_since);

    public void Show(string text)
    {
        Text = text;
        _since = time.GetTimestamp();
    }

    /// <summary>Takes them away when their time is over. Returns whether it did.</summary>
    public bool Expire()
    {
        if (Left is not { } left || left > TimeSpan.Zero) return false;
        Text = "";
        return true;
    }
}
