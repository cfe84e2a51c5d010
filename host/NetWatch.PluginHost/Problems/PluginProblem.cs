using NetWatch.PluginHost.Verification;

namespace NetWatch.PluginHost.Problems;

/// <summary>One reason why a plugin is not loaded.</summary>
public sealed record PluginProblem
{
    // Sentences quote names out of files that strangers wrote, and end up in a terminal.
    const int LongestText = 600;

    public PluginProblem(string code, string sentence, string nextStep)
    {
        Code = code;
        Sentence = PrintableText.Clean(sentence, LongestText);
        NextStep = PrintableText.Clean(nextStep, LongestText);
    }

    /// <summary>A code of <see cref="ProblemCodes"/>, explained in docs/errors.md.</summary>
    public string Code { get; }

    /// <summary>What is wrong, and where.</summary>
    public string Sentence { get; }

    /// <summary>What the user can do now.</summary>
    public string NextStep { get; }

    public override string ToString() => $"{Code} {Sentence} {NextStep}";
}
