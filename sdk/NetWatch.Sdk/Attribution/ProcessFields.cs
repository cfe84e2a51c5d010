using System.Globalization;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Attribution;

/// <summary>The fields of a process, by the names that exports and filters use.</summary>
public static class ProcessFields
{
    /// <summary>
    /// Writes <c>pid</c>, <c>name</c>, <c>exe</c>, <c>cmdline</c>, <c>uid</c>, <c>user</c>, <c>start</c>, <c>container</c>, <c>unit</c>, <c>parents</c>
    /// (names, the direct parent first), <c>evidence</c> and <c>source</c>; what is not known is left out. Any thread.
    /// </summary>
    /// <param name="owner">The process and how it is known.</param>
    /// <param name="writer">Takes the fields, within an object that the caller has begun.</param>
    public static void Write(SocketOwner owner, IFactWriter writer)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(writer);
        ProcessIdentity process = owner.Process;
        writer.Number("pid", (long)process.Pid);
        writer.Text("name", process.Name);
        writer.Text("exe", process.Executable);
        writer.Text("cmdline", process.CommandLine);
        if (process.UserId >= 0) writer.Number("uid", process.UserId);
        writer.Text("user", process.UserName);
        if (process.StartedAt is { } start) writer.Text("start", start.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ff'Z'", CultureInfo.InvariantCulture));
        writer.Text("container", process.Container);
        writer.Text("unit", process.Unit);
        if (!process.Parents.IsDefaultOrEmpty) writer.List("parents", [.. process.Parents.Select(static parent => parent.Name)]);
        writer.Text("evidence", owner.Evidence.Word());
        writer.Text("source", owner.Source);
    }
}
