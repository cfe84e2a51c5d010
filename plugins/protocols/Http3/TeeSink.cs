using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Plugins.Http3;

/// <summary>Hands field lines to two.</summary>
sealed class TeeSink(IFieldSink first, IFieldSink second) : IFieldSink
{
    public void OnField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        first.OnField(name, value);
        second.OnField(name, value);
    }

    public void OnUnknownField()
    {
        first.OnUnknownField();
        second.OnUnknownField();
    }
}
