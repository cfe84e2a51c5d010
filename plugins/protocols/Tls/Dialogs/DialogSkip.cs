namespace NetWatch.Plugins.Tls;

/// <summary>Takes the dialog before TLS off one direction, fed with chunks that are cut anywhere.</summary>
struct DialogSkip
{
    MessageBuffer _seen;

    internal void Release() => _seen.Release();

    /// <summary>Takes bytes. Once the dialog has led to TLS, those that are left begin with the first record.</summary>
    internal DialogOutcome Read(scoped ref ReadOnlySpan<byte> bytes)
    {
        int before = _seen.Length;
        // Nothing is copied of a dialog that lies whole in one chunk.
        if (before > 0) _seen.Append(bytes[..Math.Min(bytes.Length, PlainDialog.MaxLength + 1 - before)]);
        DialogOutcome outcome = PlainDialog.Inspect(before > 0 ? _seen.Bytes : bytes);
        if (outcome.IsUndecided)
        {
            if (before == 0) _seen.Append(bytes);
            bytes = default;
            return outcome;
        }

        // The answer was open until this chunk, so the first record begins in it.
        if (outcome.IsUpgraded) bytes = bytes[(outcome.Start - before)..];
        _seen.Release();
        return outcome;
    }
}
