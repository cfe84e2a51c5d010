namespace NetWatch.Plugins.TlsDecryption.Ciphers;

/// <summary>Opens the records of one direction under one key.</summary>
abstract class RecordCipher : IDisposable
{
    /// <summary>How many bytes a record is longer than its plaintext, at least; for the size of what is lost.</summary>
    internal abstract int Overhead { get; }

    /// <summary>Decrypts and verifies.</summary>
    /// <param name="sequence">Number of the record under this key.</param>
    /// <param name="header">The five bytes in front of the body.</param>
    /// <param name="body">The protected body.</param>
    /// <param name="output">Takes the plaintext; room for the body.</param>
    /// <param name="length">How much of the output is plaintext.</param>
    /// <returns>False when the record is not authentic under this key and number.</returns>
    internal abstract bool TryOpen(ulong sequence, ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, Span<byte> output, out int length);

    /// <summary>Takes note of a record that can't be opened but stands before the next: ciphers that chain need its end.</summary>
    internal virtual void Pass(ReadOnlySpan<byte> body)
    {
    }

    /// <summary>The counter that most senders put into the record itself; false when the cipher has none.</summary>
    internal virtual bool TryReadCounter(ReadOnlySpan<byte> body, out ulong counter)
    {
        counter = 0;
        return false;
    }

    public abstract void Dispose();
}
