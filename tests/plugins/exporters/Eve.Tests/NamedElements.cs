using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Eve.Tests;

/// <summary>A fact that names the members of its array, which the contract of <see cref="IFactWriter"/> ignores.</summary>
sealed class NamedElements : Fact
{
    public override string Protocol => "x";

    public override string Kind => "y";

    public override bool IsTransaction => true;

    public override string Summary => "elements with names";

    public override void WriteTo(IFactWriter writer)
    {
        writer.BeginArray("list");
        for (int i = 0; i < 2; i++)
        {
            writer.BeginObject("element");
            writer.Number("n", i);
            writer.EndObject();
        }

        writer.EndArray();
        writer.Text("after", "b");
    }
}
