namespace NetWatch.Sdk.Snapshots;

/// <summary>A name of an address and how it is known.</summary>
/// <param name="Name">The name, without the final dot. From the wire: the screen cleans it.</param>
/// <param name="Origin">How it is known; a better origin replaces a weaker one, a newer name one of the same origin.</param>
public sealed record HostName(string Name, NameOrigin Origin);
