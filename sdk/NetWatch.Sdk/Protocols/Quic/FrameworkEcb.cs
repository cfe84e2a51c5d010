using System.Security.Cryptography;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>AES a block at a time by the library of the system, for keys and processors that <see cref="Aes128"/> is not made for. One thread.</summary>
sealed class FrameworkEcb : IDisposable
{
    readonly byte[] _input = new byte[Aes128.BlockSize];
    readonly byte[] _output = new byte[Aes128.BlockSize];
    readonly Aes _aes = Aes.Create();
    readonly ICryptoTransform _encryptor;

    internal FrameworkEcb(ReadOnlySpan<byte> key)
    {
        _aes.Mode = CipherMode.ECB;
        _aes.Padding = PaddingMode.None;
        _aes.SetKey(key);
        _encryptor = _aes.CreateEncryptor();
    }

    /// <summary>Encrypts one block.</summary>
    internal void Encrypt(ReadOnlySpan<byte> block, Span<byte> encrypted)
    {
        block.CopyTo(_input);
        _encryptor.TransformBlock(_input, 0, _input.Length, _output, 0);
        _output.CopyTo(encrypted);
    }

    public void Dispose()
    {
        _encryptor.Dispose();
        _aes.Dispose();
    }
}
