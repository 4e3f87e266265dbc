using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ProviderService.Core.Arm;
using ProviderService.Identity;

namespace ProviderService.Tests.Identity;

public sealed class LocalTokensTests : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    // Made once: a key takes longer to make than all that is done with it.
    private static readonly RsaSecurityKey Key = NewKey();
    private static readonly RsaSecurityKey OtherKey = NewKey();

    private readonly LocalSignIn _signIn = new();
    private readonly LocalTokens _tokens;

    public LocalTokensTests()
    {
        _tokens = _signIn.Tokens;
        _tokens.Use(Key);
    }

    public void Dispose() => _signIn.Dispose();

    [Fact]
    public async Task A_token_of_ours_names_the_administrator()
    {
        var result = await _tokens.ValidateAsync(Issue());
        Assert.Equal(new Principal("admin@local", "User"), result.Principal!.ToPrincipal());
    }

    [Fact]
    public async Task A_token_of_ours_carries_object_tenant_and_role()
    {
        var caller = (await _tokens.ValidateAsync(Issue())).Principal!;
        Assert.Equal(LocalAdministrator.ObjectId.ToString(), caller.FindFirst("oid")!.Value);
        Assert.Equal(LocalAdministrator.TenantId.ToString(), caller.FindFirst("tid")!.Value);
        Assert.True(caller.IsInRole(LocalAdministrator.Role));
    }

    [Fact]
    public void A_token_of_ours_lives_as_long_as_was_asked_for()
    {
        var token = new JsonWebToken(Issue());
        Assert.Equal(LocalSignIn.Start.UtcDateTime, token.IssuedAt);
        Assert.Equal((LocalSignIn.Start + Lifetime).UtcDateTime, token.ValidTo);
    }

    [Fact]
    public async Task A_token_built_as_ours_is_good() => Assert.True((await _tokens.ValidateAsync(Forge(_ => { }))).Succeeded);

    [Fact]
    public async Task A_token_signed_by_another_key_is_refused()
    {
        var forged = Forge(token => token.SigningCredentials = new SigningCredentials(OtherKey, SecurityAlgorithms.RsaSha256));
        await AssertInvalidAsync(forged);
    }

    [Fact]
    public async Task A_token_with_a_changed_claim_is_refused()
    {
        var parts = Issue().Split('.');
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("admin@local", "other@local", StringComparison.Ordinal);
        await AssertInvalidAsync($"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.{parts[2]}");
    }

    [Fact]
    public async Task A_token_with_a_changed_signature_is_refused()
    {
        var token = Issue();
        var position = token.LastIndexOf('.') + 10;
        var changed = token[position] == 'A' ? 'B' : 'A';
        await AssertInvalidAsync($"{token[..position]}{changed}{token[(position + 1)..]}");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    public async Task A_token_without_a_signature_is_refused(string algorithm)
    {
        var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}","typ":"JWT"}"""));
        await AssertInvalidAsync($"{header}.{Issue().Split('.')[1]}.");
    }

    [Fact]
    public async Task A_token_signed_with_the_public_key_as_a_shared_secret_is_refused()
    {
        var secrets = new[] { Key.Rsa.ExportSubjectPublicKeyInfo(), Key.Rsa.ExportRSAPublicKey(), Encoding.ASCII.GetBytes(Key.Rsa.ExportSubjectPublicKeyInfoPem()) };
        foreach (var secret in secrets)
        {
            var shared = new SymmetricSecurityKey(secret) { KeyId = Key.KeyId };
            await AssertInvalidAsync(Forge(token => token.SigningCredentials = new SigningCredentials(shared, SecurityAlgorithms.HmacSha256)));
        }
    }

    [Theory]
    [InlineData(SecurityAlgorithms.RsaSha512)]
    [InlineData(SecurityAlgorithms.RsaSsaPssSha256)]
    public async Task A_token_signed_with_our_key_by_another_algorithm_is_refused(string algorithm) =>
        await AssertInvalidAsync(Forge(token => token.SigningCredentials = new SigningCredentials(Key, algorithm)));

    [Fact]
    public async Task A_token_of_another_issuer_is_refused() => await AssertInvalidAsync(Forge(token => token.Issuer = "https://sts.example"));

    [Fact]
    public async Task A_token_for_another_audience_is_refused() => await AssertInvalidAsync(Forge(token => token.Audience = "provider-service/agent"));

    [Fact]
    public async Task A_token_without_an_expiry_is_refused()
    {
        var result = await _tokens.ValidateAsync(Forge(token => token.Expires = null));
        Assert.False(result.Succeeded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("token")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    public async Task What_is_no_token_is_refused(string text) => await AssertInvalidAsync(text);

    [Fact]
    public async Task A_token_is_good_up_to_its_expiry()
    {
        var token = Issue();
        _signIn.Time.Advance(Lifetime - TimeSpan.FromSeconds(1));
        Assert.True((await _tokens.ValidateAsync(token)).Succeeded);
    }

    [Fact]
    public async Task A_token_is_refused_from_its_expiry_on()
    {
        var token = Issue();
        _signIn.Time.Advance(Lifetime);
        Assert.Equal("The access token has expired or is not valid yet.", (await _tokens.ValidateAsync(token)).Failure!.Message);
    }

    [Fact]
    public async Task A_token_that_was_good_is_refused_from_its_expiry_on()
    {
        var token = Issue();
        await _tokens.ValidateAsync(token);
        _signIn.Time.Advance(Lifetime);
        Assert.False((await _tokens.ValidateAsync(token)).Succeeded);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task The_clock_of_the_issuer_may_run_ahead_by_five_minutes(int minutes, bool good)
    {
        var token = Forge(token => token.NotBefore = LocalSignIn.Start.UtcDateTime.AddMinutes(minutes));
        Assert.Equal(good, (await _tokens.ValidateAsync(token)).Succeeded);
    }

    [Fact]
    public async Task A_token_that_was_good_is_validated_only_once()
    {
        var token = Issue();
        Assert.Same(await _tokens.ValidateAsync(token), await _tokens.ValidateAsync(token));
    }

    [Fact]
    public async Task A_token_that_was_good_is_refused_once_the_key_has_changed()
    {
        var token = Issue();
        await _tokens.ValidateAsync(token);
        _tokens.Use(OtherKey);
        await AssertInvalidAsync(token);
    }

    [Fact]
    public async Task A_refusal_does_not_repeat_the_token()
    {
        var token = Forge(token => token.Issuer = "https://sts.example");
        var failure = (await _tokens.ValidateAsync(token)).Failure!;
        Assert.DoesNotContain("sts.example", failure.ToString(), StringComparison.Ordinal);
    }

    private string Issue() => _tokens.Issue(LocalAdministrator.Claims, Lifetime);

    /// <summary>A token like ours but for one thing.</summary>
    private static string Forge(Action<SecurityTokenDescriptor> change)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = LocalTokens.Issuer,
            Audience = LocalTokens.Audience,
            NotBefore = LocalSignIn.Start.UtcDateTime,
            Expires = (LocalSignIn.Start + Lifetime).UtcDateTime,
            Claims = LocalAdministrator.Claims,
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        };
        change(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    private async Task AssertInvalidAsync(string token)
    {
        AuthenticateResult result = await _tokens.ValidateAsync(token);
        Assert.Equal("The access token is invalid.", result.Failure?.Message);
    }

    private static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = "key" };
}
