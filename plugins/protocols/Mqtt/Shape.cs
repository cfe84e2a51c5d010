namespace NetWatch.Plugins.Mqtt;

/// <summary>Whether bytes look like a control packet.</summary>
enum Shape
{
    Wrong,
    Unknown,
    Right,
}
