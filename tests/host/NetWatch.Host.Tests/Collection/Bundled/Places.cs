using NetWatch.Plugins.Geo.Tests;

namespace NetWatch.Host.Tests.Collection.Bundled;

/// <summary>A database that knows all addresses of the moving traffic.</summary>
static class Places
{
    internal static byte[] Database() => new DatabaseBytes(28).Add("10.0.0.0/8", ("country", new (string, object)[] { ("iso_code", "ZZ") })).ToArray();
}
