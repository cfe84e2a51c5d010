namespace NetWatch.Sdk.Tabs.Widgets;

/// <summary>A column of a <see cref="Table"/>.</summary>
/// <param name="Title">The heading; cut when the column is narrower.</param>
/// <param name="Width">Columns of the screen it needs at least to be worth showing, from 1.</param>
/// <param name="Priority">0 comes first and is shown even when it has to be cut; the highest number is dropped first.</param>
/// <param name="MaxWidth">How far it may grow when there is room; 0 keeps <paramref name="Width"/>.</param>
/// <param name="AlignRight">For numbers, so that their digits stand under each other.</param>
public readonly record struct TableColumn(string Title, int Width, int Priority = 0, int MaxWidth = 0, bool AlignRight = false);
