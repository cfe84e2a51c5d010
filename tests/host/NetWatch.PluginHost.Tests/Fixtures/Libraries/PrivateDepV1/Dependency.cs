namespace Fixtures.PrivateDep;

public static class Dependency
{
    public static string Version => "1";
}
