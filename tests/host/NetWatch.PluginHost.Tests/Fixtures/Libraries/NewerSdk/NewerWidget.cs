namespace NetWatch.Sdk.Tabs;

public static class NewerWidget
{
    public static void Draw(Surface surface) => surface.Put(0, 0, 'x');
}
