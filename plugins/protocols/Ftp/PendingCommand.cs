using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Ftp;

/// <summary>A command that waits for its reply.</summary>
sealed class PendingCommand
{
    internal const int MaxLines = 64;
    internal const int MaxReplies = 8;

    internal required string Verb { get; init; }

    /// <summary>What it names; null without an argument and for secrets.</summary>
    internal string? Argument { get; init; }

    /// <summary>The argument of a command that carries a secret: replies that repeat it are not shown.</summary>
    internal byte[] Secret { get; init; } = [];

    internal Timestamp Time { get; init; }

    /// <summary>The data connection that was agreed on for it.</summary>
    internal Transfer? Transfer { get; init; }

    internal List<string> Codes { get; } = new(1);

    internal List<string> Lines { get; } = new(1);

    internal bool IsCut { get; set; }

    /// <summary>Whether a text repeats a word of the secret; servers do so when they did not understand it.</summary>
    internal bool Reveals(string text)
    {
        foreach (string word in WireText.Of(Secret).Split(' '))
        {
            if (word.Length > 0 && text.Contains(word, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
