using CsCheck;
using ProviderService.Core.Arm;
using ProviderService.Core.Encryption;
using ProviderService.Hosting.Paging;

namespace ProviderService.Tests.Hosting.Paging;

public sealed class SkipTokensTests
{
    private static readonly string[] List = ["skip token", "Microsoft.Kubernetes/connectedClusters", "/subscriptions/s/resources", "2021-04-01", "name eq 'a'", "100"];

    private readonly KeyRing _ring = new();
    private readonly SkipTokens _tokens;

    public SkipTokensTests()
    {
        _ring.Load([DataKey.Create()]);
        _tokens = new SkipTokens(_ring);
    }

    [Fact]
    public void A_token_opens_to_what_was_put_in() => Gen.String[Gen.Char.AlphaNumeric, 0, 300].Sample(
        continuation => Assert.Equal(continuation, _tokens.Open(new ClearFields(List), _tokens.Issue(new ClearFields(List), continuation))));

    [Fact]
    public void A_token_can_stand_in_a_url_as_it_is()
    {
        var token = _tokens.Issue(new ClearFields(List), "cluster-index:rg:c");
        Assert.Equal(token, Uri.EscapeDataString(token));
    }

    [Fact]
    public void A_token_says_nothing_of_what_is_in_it() =>
        Assert.DoesNotContain("Y2x1c3Rlci1pbmRleDpyZzpj", _tokens.Issue(new ClearFields(List), "cluster-index:rg:c"), StringComparison.Ordinal);

    [Theory]
    [InlineData(1, "Microsoft.Resources/resources")]
    [InlineData(2, "/subscriptions/other/resources")]
    [InlineData(3, "2022-09-01")]
    [InlineData(4, "name eq 'b'")]
    [InlineData(4, null)]
    [InlineData(5, "10")]
    public void A_token_opens_in_its_own_list_only(int field, string? other)
    {
        string?[] list = [.. List];
        list[field] = other;
        Refuses(_tokens.Issue(new ClearFields(List), "c"), new ClearFields(list));
    }

    [Fact]
    public void A_changed_token_does_not_open()
    {
        var token = _tokens.Issue(new ClearFields(List), "continuation");
        Gen.Select(Gen.Int[0, token.Length - 2], Gen.Char["ABCDEFabcdef0123456789-_"]).Where((at, c) => token[at] != c)
            .Sample((at, c) => Refuses($"{token[..at]}{c}{token[(at + 1)..]}", new ClearFields(List)));
    }

    [Fact]
    public void A_truncated_token_does_not_open()
    {
        var token = _tokens.Issue(new ClearFields(List), "continuation");
        for (var length = 0; length < token.Length; length++) Refuses(token[..length], new ClearFields(List));
    }

    [Fact]
    public void What_is_no_token_does_not_open() => Gen.String.Sample(text => Refuses(text, new ClearFields(List)));

    [Fact]
    public void A_token_of_another_installation_does_not_open()
    {
        var other = new KeyRing();
        other.Load([DataKey.Create()]);
        Refuses(new SkipTokens(other).Issue(new ClearFields(List), "c"), new ClearFields(List));
    }

    [Fact]
    public void A_token_outlives_the_rotation_of_its_key()
    {
        var (first, second) = (DataKey.Create(), DataKey.Create());
        _ring.Load([first]);
        var token = _tokens.Issue(new ClearFields(List), "c");
        _ring.Load([first, second]);
        Assert.Equal("c", _tokens.Open(new ClearFields(List), token));
    }

    private void Refuses(string token, ClearFields list)
    {
        var failure = Assert.Throws<ArmException>(() => _tokens.Open(list, token));
        Assert.Equal((400, "InvalidSkipToken"), (failure.Status, failure.Error.Code));
    }
}
