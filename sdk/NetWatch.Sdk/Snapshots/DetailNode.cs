namespace NetWatch.Sdk.Snapshots;

/// <summary>A node of a detail tree.</summary>
/// <param name="Depth">0 for a layer, one more for each level below.</param>
/// <param name="Text">The text, clean of control characters.</param>
/// <param name="Start">Where its bytes begin in <see cref="PacketDetail.Bytes"/>, or -1 when they lie in earlier packets.</param>
/// <param name="Length">How many bytes of this packet belong to it.</param>
public readonly record struct DetailNode(int Depth, string Text, int Start, int Length);
