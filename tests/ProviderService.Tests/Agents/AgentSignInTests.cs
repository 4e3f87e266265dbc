using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Agents;

public sealed class AgentSignInTests(TestService service) : AgentTests(service), IClassFixture<TestService>
{
    [Theory]
    [InlineData(SecurityAlgorithms.RsaSha256)]
    [InlineData(SecurityAlgorithms.RsaSsaPssSha256)]
    public async Task A_token_signed_by_the_clusters_key_is_good(string algorithm) =>
        await AssertGoodAsync(Agent.Issue(token => token.SigningCredentials = new SigningCredentials(Pair.SigningKey, algorithm)));

    [Fact]
    public async Task Issuer_and_subject_compare_without_case() => await AssertGoodAsync(Agent.Issue(token =>
    {
        token.Issuer = Agent.Cluster.Id.ToUpperInvariant();
        token.Claims["sub"] = Agent.Cluster.Id.ToLowerInvariant();
    }));

    [Fact]
    public async Task The_path_compares_without_case()
    {
        using var response = await Agent.GetAsync(path: Agent.DesiredState.ToUpperInvariant());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Without_a_token_nobody_gets_in()
    {
        using var response = await Service.CreateClient().GetAsync(Agent.DesiredState, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Unauthorized, "AuthenticationFailed"), (response.StatusCode, await response.ReadErrorCodeAsync()));
        Assert.Equal("Bearer", response.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task An_administrators_token_does_not_open_agent_endpoints()
    {
        using var response = await Service.SignedIn().GetAsync(Agent.DesiredState, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task An_agents_token_does_not_open_arm_endpoints()
    {
        using var response = await Agent.GetAsync(path: $"{Agent.Cluster.Id}?api-version=2021-10-01");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("/agent")]
    [InlineData("/agent/v1")]
    [InlineData("/AGENT/v2/unknown")]
    [InlineData("//agent/v1")]
    public async Task What_is_no_endpoint_is_closed_to_administrators_too(string path)
    {
        using var response = await Service.SignedIn().GetAsync("http://localhost" + path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_good_token_finds_nothing_where_there_is_nothing()
    {
        using var response = await Agent.GetAsync(path: Agent.DesiredState + "s");
        Assert.Equal((HttpStatusCode.NotFound, "NotFound"), (response.StatusCode, await response.ReadErrorCodeAsync()));
    }

    [Fact]
    public async Task A_refused_token_is_named_as_such()
    {
        using var response = await Agent.GetAsync(token: "no.token.atall");
        Assert.Equal("Bearer error=\"invalid_token\"", response.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task On_another_clusters_path_a_good_token_finds_nothing()
    {
        using var other = await TestAgent.CreateAsync(Service, Pair);
        using var response = await Agent.GetAsync(path: other.DesiredState);
        Assert.Equal((HttpStatusCode.NotFound, "NotFound"), (response.StatusCode, await response.ReadErrorCodeAsync()));
    }

    [Fact]
    public async Task On_the_path_of_a_cluster_whose_name_goes_on_a_good_token_finds_nothing()
    {
        using var response = await Agent.GetAsync(path: $"/agent/v1{Agent.Cluster.Id}2/desiredState");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_token_signed_by_another_key_is_refused()
    {
        using var other = new ClusterKeyPair();
        await AssertRefusedAsync(Agent.Issue(token => token.SigningCredentials = new SigningCredentials(other.SigningKey, SecurityAlgorithms.RsaSha256)));
    }

    [Fact]
    public async Task A_token_that_was_good_is_refused_once_the_cluster_has_another_key()
    {
        var token = Agent.Issue();
        await AssertGoodAsync(token);
        using var other = new ClusterKeyPair();
        await Agent.Cluster.CreateAgainAsync(other.PublicKey);
        await AssertRefusedAsync(token);
    }

    [Fact]
    public async Task A_token_that_was_good_is_refused_once_the_cluster_is_being_deleted()
    {
        var token = Agent.Issue();
        await AssertGoodAsync(token);
        await Agent.Cluster.DeleteAsync();
        await AssertRefusedAsync(token);
    }

    [Fact]
    public async Task A_token_that_was_good_is_refused_once_the_resource_group_is_being_deleted()
    {
        var token = Agent.Issue();
        await AssertGoodAsync(token);
        using var response = await Agent.Cluster.SendAsync(HttpMethod.Delete, Agent.Cluster.GroupId, "2021-04-01");
        await AssertRefusedAsync(token);
    }

    [Fact]
    public async Task Without_a_usable_key_the_cluster_has_no_agent()
    {
        await Agent.Cluster.CreateAgainAsync();
        await AssertRefusedAsync(Agent.Issue());
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    public async Task A_token_without_a_signature_is_refused(string algorithm)
    {
        var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}","typ":"JWT"}"""));
        await AssertRefusedAsync($"{header}.{Agent.Issue().Split('.')[1]}.");
    }

    [Fact]
    public async Task A_token_signed_with_the_public_key_as_a_shared_secret_is_refused()
    {
        foreach (var form in Pair.Forms().Values)
        {
            var shared = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(form));
            await AssertRefusedAsync(Agent.Issue(token => token.SigningCredentials = new SigningCredentials(shared, SecurityAlgorithms.HmacSha256)));
        }
    }

    [Theory]
    [InlineData(SecurityAlgorithms.RsaSha384)]
    [InlineData(SecurityAlgorithms.RsaSha512)]
    [InlineData(SecurityAlgorithms.RsaSsaPssSha512)]
    public async Task A_token_signed_by_another_algorithm_is_refused(string algorithm) =>
        await AssertRefusedAsync(Agent.Issue(token => token.SigningCredentials = new SigningCredentials(Pair.SigningKey, algorithm)));

    [Fact]
    public async Task A_token_with_a_key_of_its_own_in_the_header_is_refused()
    {
        using var rsa = RSA.Create(2048);
        var jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(false)));
        await AssertRefusedAsync(Agent.Issue(token =>
        {
            token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa), SecurityAlgorithms.RsaSha256);
            token.AdditionalHeaderClaims = new Dictionary<string, object> { ["jwk"] = new Dictionary<string, string> { ["kty"] = "RSA", ["n"] = jwk.N, ["e"] = jwk.E } };
        }));
    }

    [Fact]
    public async Task A_token_that_asks_for_what_is_not_understood_is_refused() => await AssertRefusedAsync(
        Agent.Issue(token => token.AdditionalHeaderClaims = new Dictionary<string, object> { ["crit"] = new[] { "exp" } }));

    [Fact]
    public async Task An_encrypted_token_is_refused()
    {
        var key = new EncryptingCredentials(Pair.SigningKey, SecurityAlgorithms.RsaOAEP, SecurityAlgorithms.Aes128CbcHmacSha256);
        await AssertRefusedAsync(Agent.Issue(token => token.EncryptingCredentials = key));
    }

    [Theory]
    [InlineData("provider-service/arm")]
    [InlineData(null)]
    public async Task A_token_for_another_audience_is_refused(string? audience) => await AssertRefusedAsync(Agent.Issue(token => token.Audience = audience));

    [Fact]
    public async Task A_token_whose_subject_is_another_is_refused() =>
        await AssertRefusedAsync(Agent.Issue(token => token.Claims["sub"] = Agent.Cluster.Id + "2"));

    [Fact]
    public async Task A_token_without_a_subject_is_refused() => await AssertRefusedAsync(Agent.Issue(token => token.Claims.Clear()));

    [Theory]
    [InlineData("https://sts.example")]
    [InlineData("")]
    [InlineData("/subscriptions/s/resourceGroups/g/providers/Microsoft.Kubernetes/connectedClusters/none")]
    [InlineData("/subscriptions/s")]
    public async Task A_token_of_an_issuer_that_is_no_cluster_here_is_refused(string issuer) => await AssertRefusedAsync(Agent.Issue(token =>
    {
        token.Issuer = issuer;
        token.Claims["sub"] = issuer;
    }));

    [Theory]
    [InlineData("token")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    [InlineData("e30.e30.e30")]
    [InlineData("bnVsbA.bnVsbA.")]
    public async Task What_is_no_token_is_refused(string text) => await AssertRefusedAsync(text);

    [Fact]
    public async Task A_refusal_does_not_repeat_the_token()
    {
        using var response = await Agent.GetAsync(token: Agent.Issue(token => token.Audience = "marker"));
        Assert.DoesNotContain("marker", await response.ReadTextAsync(), StringComparison.Ordinal);
    }

    /// <summary>Refused, and in words that do not tell what exists.</summary>
    private async Task AssertRefusedAsync(string token)
    {
        using var response = await Agent.GetAsync(token: token);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("unknown cluster or key", await response.ReadTextAsync(), StringComparison.Ordinal);
    }
}
