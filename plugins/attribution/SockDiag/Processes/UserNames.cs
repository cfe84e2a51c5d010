using System.Globalization;

namespace NetWatch.Plugins.Attribution.Processes;

/// <summary>Names of users, from the password file as it stood at start. Directory services are not asked: that would be a query on the network.</summary>
public sealed class UserNames
{
    const int MostUsers = 65_536;

    readonly Dictionary<long, string> _names = [];

    public UserNames(string path)
    {
        try
        {
            foreach (string line in File.ReadLines(path))
            {
                string[] fields = line.Split(':');
                if (fields.Length < 3 || _names.Count >= MostUsers) continue;
                if (uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out uint id)) _names.TryAdd(id, CleanText.Of(fields[0], 64));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Users go by their numbers then.
        }
    }

    /// <summary>The name of a user, or null.</summary>
    public string? Of(long id) => _names.GetValueOrDefault(id);
}
