using NetWatch.PluginHost.Discovery;

namespace NetWatch.Host.Commands;

/// <summary>What <c>netwatch read</c> shall do.</summary>
sealed record ReadArguments
{
    /// <summary>The captures; <c>-</c> is standard input.</summary>
    internal required string[] Files { get; init; }

    /// <summary>The form of the output.</summary>
    internal string Form { get; init; } = OutputOption.Default;

    /// <summary>Where to write a file for each capture, or null for standard output.</summary>
    internal string? OutputFolder { get; init; }

    /// <summary>Where to write what is decrypted, or null.</summary>
    internal string? PlaintextFolder { get; init; }

    /// <summary>The key log that was named, or null.</summary>
    internal string? KeyLog { get; init; }

    /// <summary>What flows must match, or null.</summary>
    internal string? Filter { get; init; }

    /// <summary>The JA4 database that was named, or null.</summary>
    internal string? Ja4Database { get; init; }

    /// <summary>The configuration that was named, or null.</summary>
    internal string? Configuration { get; init; }

    /// <summary>Which plugins.</summary>
    internal PluginHostOptions Plugins { get; init; } = new();

    /// <summary>
    /// The arguments of the command in its plainest form: options that take a value with that value behind them, each at most once, and files.
    /// Null for everything else, which the whole command line takes or refuses: to make that takes a start as long as to load all plugins.
    /// </summary>
    /// <param name="args">The arguments of the program.</param>
    internal static ReadArguments? OfPlain(string[] args)
    {
        if (args is not ["read", ..]) return null;
        var found = new ReadArguments { Files = [] };
        var files = new List<string>();
        for (int i = 1; i < args.Length; i++)
        {
            if (IsPlain(args[i])) files.Add(args[i]);
            else if (i + 1 == args.Length || !IsPlain(args[i + 1]) || found.With(args[i], args[++i]) is not { } with) return null;
            else found = with;
        }

        return files.Count == 0 ? null : found with { Files = files.ToArray() };
    }

    // Options, files that hold arguments, and the two forms of help that begin with a slash are not; the dash alone is standard input.
    static bool IsPlain(string arg) => arg is "-" or ([not ('-' or '@'), ..] and not ("/h" or "/?"));

    ReadArguments? With(string option, string value) => option switch
    {
        "-o" or "--output" when Form == OutputOption.Default => this with { Form = value },
        "--out" when OutputFolder is null => this with { OutputFolder = value },
        "--plaintext" when PlaintextFolder is null => this with { PlaintextFolder = value },
        "--keylog" when KeyLog is null => this with { KeyLog = value },
        "-f" or "--filter" when Filter is null => this with { Filter = value },
        "--ja4-db" when Ja4Database is null => this with { Ja4Database = value },
        "--config" when Configuration is null => this with { Configuration = value },
        _ => null,
    };
}
