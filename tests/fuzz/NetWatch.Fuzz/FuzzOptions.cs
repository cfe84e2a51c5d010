using System.Globalization;

namespace NetWatch.Fuzz;

/// <summary>What the command line says.</summary>
sealed record FuzzOptions
{
    internal long Count { get; init; } = 100_000;

    internal int Seed { get; init; } = 1;

    /// <summary>The one case to run, or -1 for all.</summary>
    internal long Only { get; init; } = -1;

    /// <summary>The one target to run, or null for all.</summary>
    internal string? Target { get; init; }

    internal static bool TryParse(string[] args, out FuzzOptions options)
    {
        options = new FuzzOptions();
        for (int i = 0; i < args.Length; i += 2)
        {
            string value = i + 1 < args.Length ? args[i + 1] : "";
            bool isNumber = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
            FuzzOptions? next = args[i] switch
            {
                "--count" when isNumber => options with { Count = number },
                "--seed" when isNumber && number <= int.MaxValue => options with { Seed = (int)number },
                "--only" when isNumber => options with { Only = number },
                "--target" when FuzzTarget.All.Any(target => target.Name == value) => options with { Target = value },
                _ => null,
            };
            if (next is null)
            {
                Console.Error.WriteLine($"'{args[i]} {value}' is not understood. Usage: [--count N] [--seed S] [--only N] [--target {string.Join('|', FuzzTarget.All.Select(target => target.Name))}]");
                return false;
            }

            options = next;
        }

        return true;
    }
}
