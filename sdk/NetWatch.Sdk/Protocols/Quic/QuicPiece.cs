namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>A range of bytes that are there. A type of its own, since a list of pairs is compiled anew in each run.</summary>
/// <param name="Start">The first byte.</param>
/// <param name="End">Behind the last.</param>
readonly record struct QuicPiece(int Start, int End);
