namespace NetWatch.Engine.Identification;

/// <summary>Is told when an extension throws, and says which extensions are out of use.</summary>
public interface IExtensionFaults
{
    /// <summary>An extension has thrown. Called on packet threads and on the screen's thread; must not throw.</summary>
    void Report(object extension, Exception error);

    /// <summary>Whether an extension is out of use. Called before each use; one volatile read.</summary>
    bool IsQuarantined(object extension);

    /// <summary>Changes whenever an extension goes out of use or comes back. Read on packet threads with every question; one volatile read.</summary>
    int Generation { get; }
}
