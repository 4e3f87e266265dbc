using Microsoft.Extensions.Primitives;
using ProviderService.Agents;

namespace ProviderService.Tests.Agents;

public sealed class WaitPreferenceTests
{
    [Theory]
    [InlineData("wait=50", 50)]
    [InlineData("wait=0", 0)]
    [InlineData("wait=007", 7)]
    [InlineData("WAIT = \"20\"", 20)]
    [InlineData("respond-async, wait=10; foo=bar", 10)]
    [InlineData("wait=1, wait=2", 1)]
    public void It_is_a_number_of_seconds(string header, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), WaitPreference.In(header));

    [Theory]
    [InlineData("wait=99999999999999999999999")]
    [InlineData("wait=10000")]
    public void Too_long_is_as_long_as_possible(string header) => Assert.True(WaitPreference.In(header) > TimeSpan.FromHours(1));

    [Theory]
    [InlineData("")]
    [InlineData("wait")]
    [InlineData("wait=")]
    [InlineData("wait=-1")]
    [InlineData("wait=1.5")]
    [InlineData("wait=soon")]
    [InlineData("await=10")]
    [InlineData("return=minimal")]
    public void What_cannot_be_understood_is_none(string header) => Assert.Null(WaitPreference.In(header));

    [Fact]
    public void It_may_stand_on_any_line() =>
        Assert.Equal(TimeSpan.FromSeconds(5), WaitPreference.In(new StringValues(["respond-async", "wait=5"])));

    [Fact]
    public void Without_the_header_there_is_none() => Assert.Null(WaitPreference.In(StringValues.Empty));
}
