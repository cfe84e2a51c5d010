using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>Keeps nothing, and counts.</summary>
sealed class ForgetfulSink : IFactSink
{
    internal int Told { get; private set; }

    public void Publish(Fact fact) => Told++;

    public bool Lend(Fact fact)
    {
        Told++;
        return true;
    }
}
