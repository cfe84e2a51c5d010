using NetWatch.Sdk.Plugins;

namespace NetWatch.Sdk.Tests.Plugins;

public sealed class FilterCompilerTests
{
    sealed class Refusing(string? error) : IFilterCompiler
    {
        public bool TryCompile(string expression, out IFlowFilter? filter, out string? reason)
        {
            (filter, reason) = (null, error);
            return false;
        }
    }

    [Theory]
    [InlineData("Filter, character 3: no such field.", 2)]
    [InlineData("wrong at character 6", 5)]
    [InlineData("character 7: outside of the text", -1)]
    [InlineData("character 0 does not exist", -1)]
    [InlineData("character 99999999999999999999", -1)]
    [InlineData("character without a number", -1)]
    [InlineData("no place is named", -1)]
    [InlineData(null, -1)]
    public void The_place_of_an_error_is_read_from_its_text(string? error, int expected)
    {
        IFilterCompiler compiler = new Refusing(error);
        compiler.TryCompile("abcde", out _, out _, out int position).ShouldBeFalse();
        position.ShouldBe(expected);
    }
}
