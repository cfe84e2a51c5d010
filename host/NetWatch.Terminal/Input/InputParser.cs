using System.Text;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Input;

/// <summary>
/// Turns the bytes of a terminal into events, incrementally: sequences and characters may come in any pieces. Pure: no clock, no
/// descriptor. Whatever it is fed, it is back at the start after a bounded number of bytes or a timeout, and Ctrl-C always comes through.
/// </summary>
public sealed class InputParser(Action<TerminalEvent> emit)
{
    const int LongestSequence = 64;
    const int LongestText = 256;

    // A lone Escape and the first byte of a sequence look the same; terminals send a sequence in one piece.
    static readonly TimeSpan LoneEscape = TimeSpan.FromMilliseconds(25);

    // The rest of a sequence that was begun may be late on a slow line; then it is given up.
    static readonly TimeSpan Unfinished = TimeSpan.FromMilliseconds(500);

    // A paste comes at the pace of the line; when nothing more comes, its end was lost.
    static readonly TimeSpan LostPaste = TimeSpan.FromSeconds(2);

    readonly byte[] _text = new byte[LongestText];
    State _state;
    SequenceParameters _parameters;
    KeyModifiers _held;
    int _length, _needed;
    bool _isPaste;

    enum State : byte { Ground, Escape, Ss3, Csi, LinuxFunctionKey, OldMouse, BracketOrOsc, Osc, OscEscape, Utf8 }

    /// <summary>After how long without a byte <see cref="Timeout"/> is due; null when nothing is pending.</summary>
    public TimeSpan? PendingTimeout => _state switch
    {
        _ when _isPaste => LostPaste,
        State.Ground => null,
        State.Escape or State.Ss3 or State.BracketOrOsc => LoneEscape,
        State.Csi when _parameters.IsEmpty => LoneEscape,
        _ => Unfinished,
    };

    /// <summary>Takes bytes.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes) Take(value);
    }

    /// <summary>No byte came for <see cref="PendingTimeout"/>: what is pending is taken for what it is by itself.</summary>
    public void Timeout()
    {
        State state = _state;
        bool isEmpty = _parameters.IsEmpty;
        Ground();
        switch (state)
        {
            case State.Escape: Emit(new KeyPress(Key.Escape)); break;
            case State.Ss3: Emit(new KeyPress(Key.Character, 'O', KeyModifiers.Alt)); break;
            case State.BracketOrOsc: Emit(new KeyPress(Key.Character, ']', KeyModifiers.Alt)); break;
            case State.Csi when isEmpty: Emit(new KeyPress(Key.Character, '[', KeyModifiers.Alt)); break;
        }

        // A paste whose end was lost must not keep the keyboard.
        _isPaste = false;
    }

    void Take(byte value)
    {
        switch (_state)
        {
            case State.Ground: TakeGround(value); break;
            case State.Escape: TakeEscape(value); break;
            case State.Ss3: TakeSs3(value); break;
            case State.Csi: TakeCsi(value); break;
            case State.LinuxFunctionKey: TakeLinuxFunctionKey(value); break;
            case State.OldMouse: TakeOldMouse(value); break;
            case State.BracketOrOsc: TakeBracketOrOsc(value); break;
            case State.Osc: TakeOsc(value); break;
            case State.OscEscape: TakeOscEscape(value); break;
            case State.Utf8: TakeUtf8(value); break;
        }
    }

    void Ground()
    {
        _state = State.Ground;
        _held = KeyModifiers.None;
    }

    void TakeGround(byte value)
    {
        if (value == 0x1B) _state = State.Escape;
        else if (value < 0x80) Character(value);
        else BeginUtf8(value);
    }

    void Character(byte value)
    {
        KeyModifiers held = _held;
        Ground();
        if (_isPaste && value == 0x03) _isPaste = false;
        Emit(KeySequences.OfByte(value, held));
    }

    void TakeEscape(byte value)
    {
        switch (value)
        {
            case (byte)'[': _parameters.Clear(); _state = State.Csi; break;
            case (byte)'O': _parameters.Clear(); _state = State.Ss3; break;
            case (byte)']': _state = State.BracketOrOsc; break;
            case 0x1B: Emit(new KeyPress(Key.Escape)); break;
            case 0x03:
                // Ctrl-C must end the program also when an Escape came just before it.
                Emit(new KeyPress(Key.Escape));
                Character(value);
                break;
            default:
                _held = KeyModifiers.Alt;
                _state = State.Ground;
                TakeGround(value);
                break;
        }
    }

    void TakeSs3(byte value)
    {
        if (value is >= (byte)'0' and <= (byte)'9' && _parameters.Length < 2)
        {
            _parameters.Take(value);
            return;
        }

        Key key = KeySequences.OfLetter(value);
        int keypad = KeySequences.OfKeypad(value);
        KeyModifiers held = KeySequences.Modifiers(_parameters[0]);
        Ground();
        if (key != Key.Character) Emit(new KeyPress(key, 0, held));
        else if (value is >= (byte)'a' and <= (byte)'d') Emit(new KeyPress(KeySequences.OfLetter((byte)(value - 32)), 0, KeyModifiers.Control));
        else if (keypad != 0) Emit(new KeyPress(Key.Character, keypad, held));
        else
        {
            // No sequence: Alt-O and then something else.
            Emit(new KeyPress(Key.Character, 'O', KeyModifiers.Alt));
            Take(value);
        }
    }

    void TakeCsi(byte value)
    {
        if (value is < 0x20 or > 0x7E || _parameters.Length > LongestSequence)
        {
            // Cut short or endless: given up, and the byte counts for itself.
            Ground();
            Take(value);
        }
        else if (value is >= 0x30 and <= 0x3F) _parameters.Take(value);
        else if (value == (byte)'[' && _parameters.IsEmpty) _state = State.LinuxFunctionKey;
        else if (value == (byte)'M' && _parameters.IsEmpty)
        {
            _state = State.OldMouse;
            _length = 0;
        }
        else if (value == (byte)'$' && _parameters is { IsEmpty: false, Mark: 0 }) FinishCsi(value);
        else if (value >= 0x40) FinishCsi(value);
        else _parameters.Take((byte)':');
    }

    void FinishCsi(byte final)
    {
        SequenceParameters parameters = _parameters;
        Ground();
        if (parameters.Mark == (byte)'<' && final is (byte)'M' or (byte)'m')
        {
            EmitMouse(parameters[0], parameters[1], parameters[2], final == (byte)'m');
            return;
        }

        if (parameters.Mark != 0) return;
        switch (final)
        {
            case (byte)'~': FinishTilde(parameters); break;
            // rxvt tells Shift, Control and both by the final byte.
            case (byte)'$': EmitKey(KeySequences.OfNumber(parameters[0]), KeyModifiers.Shift); break;
            case (byte)'^': EmitKey(KeySequences.OfNumber(parameters[0]), KeyModifiers.Control); break;
            case (byte)'@': EmitKey(KeySequences.OfNumber(parameters[0]), KeyModifiers.Control | KeyModifiers.Shift); break;
            case >= (byte)'a' and <= (byte)'d': EmitKey(KeySequences.OfLetter((byte)(final - 32)), KeyModifiers.Shift); break;
            case (byte)'Z': EmitKey(Key.Tab, KeyModifiers.Shift | KeySequences.Modifiers(parameters[1])); break;
            case (byte)'u': EmitCodePoint(parameters[0], parameters[1]); break;
            case (byte)'M' or (byte)'I': break;
            default: EmitKey(KeySequences.OfLetter(final), KeySequences.Modifiers(parameters[1])); break;
        }
    }

    void FinishTilde(in SequenceParameters parameters)
    {
        if (parameters[0] == 200) _isPaste = true;
        else if (parameters[0] == 201) _isPaste = false;
        else if (parameters[0] == 27) EmitCodePoint(parameters[2], parameters[1]);
        else EmitKey(KeySequences.OfNumber(parameters[0]), KeySequences.Modifiers(parameters[1]));
    }

    void TakeLinuxFunctionKey(byte value)
    {
        Ground();
        if (value is >= (byte)'A' and <= (byte)'E') Emit(new KeyPress(Key.F1 + (byte)(value - 'A')));
        else Take(value);
    }

    void TakeOldMouse(byte value)
    {
        if (value < 0x20)
        {
            Ground();
            Take(value);
            return;
        }

        _text[_length++] = value;
        if (_length < 3) return;
        Ground();
        int button = _text[0] - 32;
        bool isRelease = (button & 0x43) == 3;
        EmitMouse(isRelease ? 0 : button, _text[1] - 32, _text[2] - 32, isRelease);
    }

    void TakeBracketOrOsc(byte value)
    {
        if (value is >= (byte)'0' and <= (byte)'9')
        {
            _state = State.Osc;
            _text[0] = value;
            _length = 1;
            return;
        }

        Ground();
        Emit(new KeyPress(Key.Character, ']', KeyModifiers.Alt));
        Take(value);
    }

    void TakeOsc(byte value)
    {
        if (value == 0x1B) _state = State.OscEscape;
        else if (value == 0x07) FinishOsc();
        else if (value < 0x20 || _length == LongestText)
        {
            Ground();
            Take(value);
        }
        else _text[_length++] = value;
    }

    void TakeOscEscape(byte value)
    {
        if (value == (byte)'\\')
        {
            FinishOsc();
            return;
        }

        _state = State.Escape;
        TakeEscape(value);
    }

    void FinishOsc()
    {
        Ground();
        if (BackgroundReply.TryParse(_text.AsSpan(0, _length), out int rgb)) emit(new TerminalEvent(TerminalEventKind.Background, Value: rgb));
    }

    void BeginUtf8(byte value)
    {
        _needed = value switch { >= 0xC2 and <= 0xDF => 2, >= 0xE0 and <= 0xEF => 3, >= 0xF0 and <= 0xF4 => 4, _ => 0 };
        if (_needed == 0)
        {
            Ground();
            return;
        }

        _text[0] = value;
        _length = 1;
        _state = State.Utf8;
    }

    void TakeUtf8(byte value)
    {
        if (value is < 0x80 or > 0xBF)
        {
            Ground();
            Take(value);
            return;
        }

        _text[_length++] = value;
        if (_length < _needed) return;
        KeyModifiers held = _held;
        Ground();
        if (Rune.DecodeFromUtf8(_text.AsSpan(0, _length), out Rune rune, out _) == System.Buffers.OperationStatus.Done)
            Emit(new KeyPress(Key.Character, rune.Value, held));
    }

    void EmitKey(Key key, KeyModifiers held)
    {
        if (key != Key.Character) Emit(new KeyPress(key, 0, held));
    }

    void EmitCodePoint(int codePoint, int modifiers)
    {
        if (KeySequences.OfCodePoint(codePoint, KeySequences.Modifiers(modifiers)) is { } key) Emit(key);
    }

    void Emit(KeyPress key)
    {
        if (!_isPaste)
        {
            emit(new TerminalEvent(TerminalEventKind.Key, key));
            return;
        }

        // A pasted line end or tab is a blank: a paste must not confirm anything by itself.
        if (key.Key is Key.Enter or Key.Tab) key = new KeyPress(Key.Character, ' ');
        if (key is { Key: Key.Character, Modifiers: KeyModifiers.None }) emit(new TerminalEvent(TerminalEventKind.Paste, key));
    }

    void EmitMouse(int button, int column, int row, bool isRelease)
    {
        if (column < 1 || row < 1 || _isPaste) return;
        const int Modifiers = 4 | 8 | 16;
        MouseKind? kind = (button & ~Modifiers) switch
        {
            0 => isRelease ? MouseKind.Release : MouseKind.Press,
            32 => MouseKind.Drag,
            64 => MouseKind.WheelUp,
            65 => MouseKind.WheelDown,
            _ => null,
        };
        if (kind is { } known) emit(new TerminalEvent(TerminalEventKind.Mouse, Mouse: new MouseInput(known, column - 1, row - 1)));
    }
}
