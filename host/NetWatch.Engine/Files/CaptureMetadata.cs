namespace NetWatch.Engine.Files;

/// <summary>
/// What a capture file says beside its packets. Every collection has a ceiling, since the file decides how much it says.
/// </summary>
sealed class CaptureMetadata
{
    internal const int MaxInterfaces = 65_536;
    internal const int MaxNames = 65_536;
    internal const int MaxSecretBytes = 16 * 1024 * 1024;
    const int MaxSecretBlocks = 65_536;

    readonly List<CaptureFileInterface> _interfaces = [];
    readonly List<CaptureFileSecrets> _secrets = [];
    readonly List<CaptureFileName> _names = [];
    int _secretBytes;

    internal IReadOnlyList<CaptureFileInterface> Interfaces => _interfaces;

    internal int InterfaceCount => _interfaces.Count;

    internal IReadOnlyList<CaptureFileSecrets> Secrets => _secrets;

    internal IReadOnlyList<CaptureFileName> Names => _names;

    /// <summary>Is told of secrets as they are met, before the packets behind them.</summary>
    internal Action<CaptureFileSecrets>? SecretsFound { get; set; }

    /// <summary>Names and secrets that were left out because of a ceiling.</summary>
    internal long LeftOut { get; private set; }

    internal CaptureFileInterface InterfaceAt(int index) => _interfaces[index];

    internal bool TryAdd(CaptureFileInterface added)
    {
        if (_interfaces.Count >= MaxInterfaces) return false;
        _interfaces.Add(added);
        return true;
    }

    /// <summary>All secrets of the file are there; what is met again is not added again.</summary>
    internal bool IsClosedToSecrets { get; set; }

    internal void AddSecrets(uint type, ReadOnlySpan<byte> data)
    {
        if (IsClosedToSecrets) return;
        if (data.Length > MaxSecretBytes - _secretBytes || _secrets.Count >= MaxSecretBlocks)
        {
            LeftOut++;
            return;
        }

        _secretBytes += data.Length;
        var secrets = new CaptureFileSecrets(type, data.ToArray());
        _secrets.Add(secrets);
        SecretsFound?.Invoke(secrets);
    }

    internal void AddName(CaptureFileName name)
    {
        if (_names.Count < MaxNames) _names.Add(name);
        else LeftOut++;
    }

    internal void CountLeftOut() => LeftOut++;
}
