namespace NetWatch.Terminal.Themes;

/// <summary>The 240 fixed colours of a 256-colour terminal: the 6×6×6 cube (16 to 231) and the 24 greys (232 to 255), as xterm defines them.</summary>
public static class ColorCube
{
    /// <summary>The number of the nearest colour to 0xRRGGBB.</summary>
    public static int Nearest(int rgb)
    {
        int r = (rgb >> 16) & 0xFF, g = (rgb >> 8) & 0xFF, b = rgb & 0xFF;
        int cube = 16 + 36 * Step(r) + 6 * Step(g) + Step(b);
        int grey = 232 + Math.Clamp(((r + g + b) / 3 - 3) / 10, 0, 23);
        return Distance(rgb, RgbOf(grey)) < Distance(rgb, RgbOf(cube)) ? grey : cube;
    }

    /// <summary>0xRRGGBB of a number from 16 to 255.</summary>
    public static int RgbOf(int number)
    {
        if (number >= 232) return (8 + (number - 232) * 10) * 0x010101;
        int n = number - 16;
        return (Level(n / 36) << 16) | (Level(n / 6 % 6) << 8) | Level(n % 6);
    }

    static int Level(int step) => step == 0 ? 0 : 55 + step * 40;

    static int Step(int value) => value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40;

    static int Distance(int a, int b)
    {
        int r = ((a >> 16) & 0xFF) - ((b >> 16) & 0xFF), g = ((a >> 8) & 0xFF) - ((b >> 8) & 0xFF), blue = (a & 0xFF) - (b & 0xFF);
        return r * r + g * g + blue * blue;
    }
}
