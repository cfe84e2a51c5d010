using NetWatch.Engine.Identification;

namespace NetWatch.Fuzz;

/// <summary>Lets what an extension throws out of the engine, so that it is found.</summary>
sealed class FaultsThrow : IExtensionFaults
{
    public int Generation => 0;

    public void Report(object extension, Exception error) => throw new InvalidOperationException($"{extension.GetType().Name} failed.", error);

    public bool IsQuarantined(object extension) => false;
}
