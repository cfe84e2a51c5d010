namespace NetWatch.Plugins.Dhcp;

/// <summary>Which of the options that are told have come.</summary>
struct OptionSet
{
    ulong _low;
    ulong _high;

    /// <summary>Adds an option. False when it is there already, or is none of those that are told.</summary>
    internal bool TryAdd(byte code)
    {
        if (!DhcpOption.IsTold(code)) return false;
        ref ulong half = ref _low;
        if (code >= 64) half = ref _high;
        ulong bit = 1UL << code;
        bool isNew = (half & bit) == 0;
        half |= bit;
        return isNew;
    }
}
