using ProviderService.Core.Arm;

namespace ProviderService.Tests.Arm;

public sealed class PreconditionsTests
{
    private const string Current = "\"b\"";

    [Theory]
    [InlineData(null)]
    [InlineData(Current)]
    public void Without_conditions_everything_may_be_written(string? current) => Preconditions.None.Check(current);

    [Theory]
    [InlineData("*")]
    [InlineData(Current)]
    [InlineData("\"a\"", Current)]
    public void If_match_lets_the_tag_that_was_read_pass(params string[] tags) => IfMatch(tags).Check(Current);

    [Theory]
    [InlineData("\"a\"")]
    [InlineData("W/" + Current)]
    [InlineData("b")]
    public void If_match_stops_a_tag_that_is_not_the_current_one(params string[] tags) => AssertFails(IfMatch(tags), Current, "If-Match");

    [Theory]
    [InlineData("*")]
    [InlineData(Current)]
    public void If_match_stops_a_write_of_what_does_not_exist(string tag) => AssertFails(IfMatch(tag), null, "If-Match");

    [Theory]
    [InlineData("*")]
    [InlineData(Current)]
    [InlineData("W/" + Current)]
    public void If_none_match_stops_a_write_over_what_it_names(string tag) => AssertFails(IfNoneMatch(tag), Current, "If-None-Match");

    [Fact]
    public void If_none_match_lets_another_tag_pass() => IfNoneMatch("\"a\"").Check(Current);

    [Fact]
    public void If_none_match_lets_the_first_write_pass() => IfNoneMatch("*").Check(null);

    [Theory]
    [InlineData(true, Current)]
    [InlineData(true, "W/" + Current)]
    [InlineData(true, "*")]
    [InlineData(true, "\"a\"", Current)]
    [InlineData(false, "\"a\"")]
    [InlineData(false)]
    public void A_reader_has_what_it_names(bool expected, params string[] tags) => Assert.Equal(expected, IfNoneMatch(tags).HasCurrent(Current));

    [Fact]
    public void Both_conditions_must_hold() =>
        AssertFails(new Preconditions([Current], ["*"]), Current, "If-None-Match");

    private static Preconditions IfMatch(params string[] tags) => new(tags, []);

    private static Preconditions IfNoneMatch(params string[] tags) => new([], tags);

    private static void AssertFails(Preconditions conditions, string? current, string header)
    {
        var exception = Assert.Throws<ArmException>(() => conditions.Check(current));
        Assert.Equal((412, "PreconditionFailed", header), (exception.Status, exception.Error.Code, exception.Error.Target));
    }
}
