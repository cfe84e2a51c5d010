namespace NetWatch.Engine.Dissection;

/// <summary>Names of TCP flags (RFC 9293 §3.1, RFC 3168).</summary>
static class TcpFlagNames
{
    static readonly string[] Names = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"];

    internal static string Of(byte flags)
    {
        string text = "";
        for (int bit = 0; bit < 8; bit++)
        {
            if ((flags & 1 << bit) != 0) text += text.Length == 0 ? Names[bit] : ", " + Names[bit];
        }

        return text;
    }
}
