namespace NetWatch.Terminal.Input;

/// <summary>The numbers of a control sequence: at most eight, each at most 9,999; more are forgotten, larger ones cut.</summary>
struct SequenceParameters
{
    const int Largest = 9_999;

    Numbers _numbers;
    int _separators;
    bool _inSubparameter;

    /// <summary>The mark before the numbers (<c>&lt; = &gt; ?</c>), or 0.</summary>
    public byte Mark { get; private set; }

    /// <summary>Whether nothing was taken yet.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>How many bytes were taken, so that an endless sequence can be given up.</summary>
    public int Length { get; private set; }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        this = default;
        IsEmpty = true;
    }

    /// <summary>Takes a byte from 0x30 to 0x3F.</summary>
    public void Take(byte value)
    {
        Length++;
        if (value >= (byte)'<')
        {
            if (IsEmpty) Mark = value;
        }
        else if (value == (byte)';')
        {
            _separators = Math.Min(_separators + 1, Numbers.Count);
            _inSubparameter = false;
        }
        else if (value == (byte)':')
        {
            // Kitty adds alternatives after a colon; the first number is the key.
            _inSubparameter = true;
        }
        else if (!_inSubparameter && _separators < Numbers.Count)
        {
            _numbers[_separators] = Math.Min(_numbers[_separators] * 10 + value - '0', Largest * 200);
        }

        IsEmpty = false;
    }

    /// <summary>A number, or 0 when it was not given.</summary>
    public readonly int this[int index] => index < Numbers.Count ? _numbers[index] : 0;

    [System.Runtime.CompilerServices.InlineArray(Count)]
    struct Numbers
    {
        public const int Count = 8;
        int _first;
    }
}
