using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Connections;

/// <summary>The figures in the heading of the list.</summary>
static class ListNote
{
    /// <summary>How many characters a buffer needs.</summary>
    internal const int MaxLength = 240;

    /// <summary>Writes how many flows and sockets are listed of how many, and in which order. Returns the length.</summary>
    internal static int Write(Span<char> note, FlowList list, long flowsSeen, bool isFollowing, int width)
    {
        int at = 0;
        int flows = list.Count - list.SocketCount;
        if (flowsSeen > 0 || list.AllSockets == 0) Append(note, ref at, flows, flowsSeen, alwaysBoth: true, width < 70 ? "" : " flows");
        if (list.AllSockets > 0)
        {
            if (at > 0) Append(note, ref at, width < 70 ? " + " : " and ");
            Append(note, ref at, list.SocketCount, list.AllSockets, alwaysBoth: false, list.AllSockets == 1 ? " socket" : " sockets");
            if (flowsSeen > 0 && width >= 110) Append(note, ref at, " without one");
        }

        if (width < 70) return at;
        Append(note, ref at, " · by ");
        Append(note, ref at, NameOf(list.Sort));
        if (list.IsReversed) Append(note, ref at, " reversed");
        if (list.ShowsListening) Append(note, ref at, " · listening too");
        if (list.Ended != EndedShown.Lately) Append(note, ref at, list.Ended == EndedShown.All ? " · ended too" : " · open only");
        if (isFollowing) Append(note, ref at, " · following");
        return at;
    }

    static void Append(Span<char> note, ref int at, long some, long all, bool alwaysBoth, string of)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        Append(note, ref at, Units.Count(some, buffer));
        if (alwaysBoth || some != all)
        {
            Append(note, ref at, " of ");
            Append(note, ref at, Units.Count(all, buffer));
        }

        Append(note, ref at, of);
    }

    static void Append(Span<char> note, ref int at, ReadOnlySpan<char> text)
    {
        text.CopyTo(note[at..]);
        at += text.Length;
    }

    static string NameOf(FlowSort sort) => sort switch
    {
        FlowSort.DownRate => "↓ rate",
        FlowSort.UpRate => "↑ rate",
        FlowSort.Total => "total",
        FlowSort.Server => "server",
        FlowSort.Protocol => "protocol",
        FlowSort.RoundTrip => "round trip",
        FlowSort.Age => "age",
        FlowSort.Process => "process",
        _ => "arrival",
    };
}
