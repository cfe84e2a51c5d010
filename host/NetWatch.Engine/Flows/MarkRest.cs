namespace NetWatch.Engine.Flows;

/// <summary>Up to sixteen bytes as a number. Not <see cref="UInt128"/>: what has one in it is never compiled ahead of time.</summary>
/// <param name="High">The upper half.</param>
/// <param name="Low">The lower half.</param>
readonly record struct MarkRest(ulong High, ulong Low);
