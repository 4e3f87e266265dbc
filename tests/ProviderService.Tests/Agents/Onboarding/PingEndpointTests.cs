using System.Net;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Agents.Onboarding;

/// <summary>What whoever brings an agent up is told.</summary>
public sealed class PingEndpointTests(TestService service) : AgentTests(service), IClassFixture<TestService>
{
    private string Ping => $"/agent/v1{Agent.Cluster.Id}/ping";

    [Theory]
    [InlineData(0)]
    [InlineData(-7)]
    [InlineData(200)]
    public async Task An_agent_that_can_sign_in_learns_how_far_its_clock_is_ahead(int seconds)
    {
        using var response = await Agent.GetAsync(path: Ping, token: Agent.Issue(token =>
        {
            token.IssuedAt += TimeSpan.FromSeconds(seconds);
            token.Expires = token.IssuedAt + TimeSpan.FromMinutes(1);
        }));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(seconds, (int?)(await response.ReadJsonAsync())["clockDifferenceSeconds"]);
    }

    [Fact]
    public async Task The_clock_of_a_caller_is_better_known_from_its_date_header()
    {
        using var response = await Agent.GetAsync(path: Ping, headers: headers => headers.Date = Service.Time.GetUtcNow().AddSeconds(90));
        Assert.Equal(90, (int?)(await response.ReadJsonAsync())["clockDifferenceSeconds"]);
    }

    public static TheoryData<string, Action<SecurityTokenDescriptor>> Faults => new()
    {
        { "alg", token => token.SigningCredentials = new(new SymmetricSecurityKey(new byte[32]), SecurityAlgorithms.HmacSha256) },
        { "alg", token => token.SigningCredentials = null },
        { "aud", token => token.Audience = "other" },
        { "iss", token => token.Issuer += "x" },
        { "sub", token => token.Claims["sub"] = "other" },
        { "iat", token => token.IssuedAt += TimeSpan.FromSeconds(301) },
        { "nbf", token => token.NotBefore = token.IssuedAt + TimeSpan.FromSeconds(301) },
        { "exp", token => token.Expires += TimeSpan.FromSeconds(1) },
        { "exp", token => (token.IssuedAt, token.Expires) = (token.IssuedAt - TimeSpan.FromHours(1), token.IssuedAt - TimeSpan.FromSeconds(300)) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_caller_that_is_refused_learns_what_its_token_shows(string member, Action<SecurityTokenDescriptor> change)
    {
        var error = await RefusedAsync(Agent.Issue(change));
        Assert.Contains(member, error["details"]!.AsArray().Select(detail => (string?)detail!["target"]));
        Assert.Contains("The clock of the service", (string?)error["message"], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_ping_objects_to_is_refused_at_sign_in_too(string member, Action<SecurityTokenDescriptor> change)
    {
        using var response = await Agent.GetAsync(token: Agent.Issue(change));
        Assert.False(response.IsSuccessStatusCode, member);
    }

    [Fact]
    public async Task All_faults_are_named_at_once()
    {
        var error = await RefusedAsync(Agent.Issue(token => (token.Audience, token.Issuer) = ("other", "me")));
        Assert.Equal(["aud", "iss", "sub"], error["details"]!.AsArray().Select(detail => (string?)detail!["target"]));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.")]
    [InlineData("e30.eyJpYXQiOiJ4In0.")]
    [InlineData("e30.eyJpYXQiOjF9.x")]
    [InlineData("e30.eyJpc3MiOjF9.x")]
    [InlineData("e30.eyJzdWIiOnt9LCJhdWQiOjEsImlzcyI6W119.x")]
    [InlineData("eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.a.b.c.d")]
    public async Task What_is_no_token_or_hardly_one_is_refused(string token) => await RefusedAsync(token);

    [Fact]
    public async Task Without_a_token_there_is_nothing_to_say()
    {
        using var response = await Service.CreateClient().GetAsync(Ping, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    /// <summary>Else anybody could find out which clusters there are.</summary>
    [Fact]
    public async Task A_wrong_key_and_a_cluster_that_is_not_there_are_the_same_answer()
    {
        using var other = new ClusterKeyPair();
        var missing = Agent.Cluster.Id + "x";
        var wrongKey = await RefusedAsync(Agent.Issue(token => token.SigningCredentials = new(other.SigningKey, SecurityAlgorithms.RsaSha256)));
        var noCluster = await RefusedAsync(
            Agent.Issue(token => (token.Issuer, token.Claims["sub"]) = (missing, missing)), $"/agent/v1{missing}/ping");
        Assert.Equal(wrongKey.ToJsonString(), noCluster.ToJsonString());
        Assert.Contains("unknown cluster or key", (string?)wrongKey["message"], StringComparison.Ordinal);
    }

    private async Task<JsonNode> RefusedAsync(string token, string? path = null)
    {
        using var response = await Agent.GetAsync(token: token, path: path ?? Ping);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        return (await response.ReadJsonAsync())["error"]!;
    }
}
