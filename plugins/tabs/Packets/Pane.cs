namespace NetWatch.Plugins.Packets;

/// <summary>The parts of the tab that take keys.</summary>
enum Pane
{
    List = 0,
    Tree,
    Hex,
}
