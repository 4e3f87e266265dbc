using Microsoft.AspNetCore.Authentication;
using ProviderService.Identity;

namespace ProviderService.Tests.Identity;

public sealed class ValidatedTokensTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ValidatedTokens<AuthenticateResult> _tokens = new(capacity: 2);
    private readonly AuthenticateResult _result = AuthenticateResult.NoResult();

    [Fact]
    public void A_token_is_remembered_up_to_its_expiry()
    {
        _tokens.Add("token", _result, Now.AddSeconds(1));
        Assert.Same(_result, _tokens.Find("token", Now));
    }

    [Fact]
    public void A_token_is_forgotten_at_its_expiry()
    {
        _tokens.Add("token", _result, Now);
        Assert.Null(_tokens.Find("token", Now));
        Assert.Equal(0, _tokens.Count);
    }

    [Fact]
    public void Another_token_is_unknown()
    {
        _tokens.Add("token", _result, Now.AddSeconds(1));
        Assert.Null(_tokens.Find("token2", Now));
    }

    [Fact]
    public void No_more_tokens_are_kept_than_the_capacity()
    {
        foreach (var token in new[] { "a", "b", "c" }) _tokens.Add(token, _result, Now.AddSeconds(1));
        Assert.InRange(_tokens.Count, 1, 2);
        Assert.Same(_result, _tokens.Find("c", Now));
    }
}
