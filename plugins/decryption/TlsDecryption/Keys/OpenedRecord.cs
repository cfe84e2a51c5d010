namespace NetWatch.Plugins.TlsDecryption.Keys;

/// <summary>A record that was opened.</summary>
/// <param name="Type">Type of its content.</param>
/// <param name="Length">Length of its content.</param>
/// <param name="LostRecords">How many records under the same key were lost before it.</param>
/// <param name="MayFollowLostData">Whether what was lost before it, if anything was, may have been data and not a part of the handshake alone.</param>
readonly record struct OpenedRecord(byte Type, int Length, long LostRecords, bool MayFollowLostData);
