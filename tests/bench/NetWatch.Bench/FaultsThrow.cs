using NetWatch.Engine.Identification;

namespace NetWatch.Bench;

/// <summary>A number is worth nothing when an extension has failed on the way to it.</summary>
sealed class FaultsThrow : IExtensionFaults
{
    public int Generation => 0;

    public void Report(object extension, Exception error) => throw new InvalidOperationException($"{extension.GetType().Name} failed.", error);

    public bool IsQuarantined(object extension) => false;
}
