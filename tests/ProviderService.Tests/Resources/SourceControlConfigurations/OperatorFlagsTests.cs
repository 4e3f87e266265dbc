using ProviderService.Resources.SourceControlConfigurations;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

public sealed class OperatorFlagsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    public void Nothing_means_read_only(string? given) => Assert.Equal("--git-readonly", OperatorFlags.Normalize(given));

    [Fact]
    public void White_space_around_the_flags_is_trimmed() => Assert.Equal("--git-readonly", OperatorFlags.Normalize(" --git-readonly "));

    [Theory]
    [InlineData("--git-branch=main", "--git-readonly --git-branch=main")]
    [InlineData("--git-poll-interval 1m", "--git-readonly --git-poll-interval 1m")]
    [InlineData("--git-username=x", "--git-readonly --git-username=x")]
    [InlineData("--git-path=--git-readonly", "--git-readonly --git-path=--git-readonly")]
    public void Flags_that_leave_it_open_get_read_only_in_front(string given, string expected) =>
        Assert.Equal(expected, OperatorFlags.Normalize(given));

    [Theory]
    [InlineData("--git-user=a")]
    [InlineData("--git-user a --git-branch=b")]
    [InlineData("--git-branch=b --git-email=a@example.org")]
    [InlineData("--git-poll-interval=1m --git-readonly")]
    [InlineData("--git-readonly=false")]
    public void Flags_that_decide_it_are_kept(string given) => Assert.Equal(given, OperatorFlags.Normalize(given));

    [Theory]
    [InlineData("'--git-readonly'")]
    [InlineData("\"--git-user=a --git-branch=b\"")]
    public void Quotes_are_kept_and_looked_through(string given) => Assert.Equal(given, OperatorFlags.Normalize(given));
}
