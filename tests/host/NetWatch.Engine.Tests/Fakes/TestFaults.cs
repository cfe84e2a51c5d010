using NetWatch.Engine.Identification;

namespace NetWatch.Engine.Tests.Fakes;

/// <summary>Takes every extension that throws out of use at once, until it is reinstated.</summary>
sealed class TestFaults : IExtensionFaults
{
    readonly HashSet<object> _out = [];

    internal List<(object Extension, Exception Error)> Reports { get; } = [];

    public int Generation { get; set; }

    public void Report(object extension, Exception error)
    {
        Reports.Add((extension, error));
        TakeOut(extension);
    }

    public bool IsQuarantined(object extension) => _out.Contains(extension);

    internal void TakeOut(object extension)
    {
        if (_out.Add(extension)) Generation++;
    }

    internal void Reinstate(object extension)
    {
        _out.Remove(extension);
        Generation++;
    }
}
