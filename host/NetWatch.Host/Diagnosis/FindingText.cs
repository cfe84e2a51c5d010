using System.Text.Json;
using NetWatch.Host.Output;

namespace NetWatch.Host.Diagnosis;

/// <summary>Writes findings for people and for programs.</summary>
static class FindingText
{
    internal static string Word(FindingState state) => state switch
    {
        FindingState.Good => "ok",
        FindingState.Limited => "limited",
        FindingState.Missing => "missing",
        FindingState.NotSupported => "not here",
        _ => "broken",
    };

    internal static void Write(TextWriter output, IReadOnlyList<Finding> findings)
    {
        int width = findings.Max(static finding => finding.Name.Length);
        string? area = null;
        foreach (Finding finding in findings)
        {
            if (finding.Area != area)
            {
                if (area is not null) output.WriteLine();
                output.WriteLine(char.ToUpperInvariant(finding.Area[0]) + finding.Area[1..]);
                area = finding.Area;
            }

            output.WriteLine($"  {Word(finding.State),-9} {finding.Name.PadRight(width)}  {Plain.Clean(finding.Sentence)}");
            if (finding.Remedy is { } remedy) output.WriteLine($"  {"",-9} {"".PadRight(width)}  → {Plain.Clean(remedy)}");
        }
    }

    /// <summary>One object with an array of findings. Fields are only ever added.</summary>
    internal static void WriteJson(Utf8JsonWriter writer, IReadOnlyList<Finding> findings)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("findings");
        foreach (Finding finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("area", finding.Area);
            writer.WriteString("name", finding.Name);
            writer.WriteString("state", Word(finding.State).Replace(' ', '_'));
            writer.WriteString("sentence", finding.Sentence);
            if (finding.Remedy is { } remedy) writer.WriteString("remedy", remedy);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
