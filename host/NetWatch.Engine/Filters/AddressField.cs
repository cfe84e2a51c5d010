namespace NetWatch.Engine.Filters;

/// <summary>The fields that hold addresses.</summary>
enum AddressField : byte
{
    Either,
    Source,
    Destination,
}
