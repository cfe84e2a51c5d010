namespace NetWatch.Sdk.Attribution;

/// <summary>An open file descriptor with a name by which its session finds it again.</summary>
/// <param name="Name">Names it within its source, for instance <c>ring</c>: letters, digits, dots and hyphens.</param>
/// <param name="Descriptor">The number of the descriptor.</param>
public readonly record struct InheritedDescriptor(string Name, int Descriptor);
