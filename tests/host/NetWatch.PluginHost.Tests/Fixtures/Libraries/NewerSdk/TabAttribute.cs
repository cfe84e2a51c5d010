namespace NetWatch.Sdk.Tabs;

[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TabAttribute(string id, string title) : Attribute
{
    public string Id { get; } = id;

    public string Title { get; } = title;

    public int Order { get; init; } = 1000;

    public static int Newer(in Frame frame, int count) => (int)frame.Number + count;
}
