using ProviderService.Agents;
using ProviderService.Core.Arm;

namespace ProviderService.Tests.Agents;

public sealed class LastAgentTokensTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly LastAgentTokens _tokens = new();

    [Theory]
    [InlineData("a", "status")]
    [InlineData("A", "desiredState")]
    public void The_token_of_a_cluster_is_found_on_its_paths_whatever_their_case(string cluster, string name)
    {
        var token = Remember("token", "a");
        Assert.Same(token, _tokens.Find("token", PathOf(cluster, name), Now));
    }

    [Fact]
    public void A_new_token_takes_the_place_of_the_one_before()
    {
        Remember("first", "a");
        var second = Remember("second", "A");
        Assert.Null(_tokens.Find("first", PathOf("a", "status"), Now));
        Assert.Same(second, _tokens.Find("second", PathOf("a", "status"), Now));
        Assert.Equal(1, _tokens.Count);
    }

    [Fact]
    public void Each_cluster_has_its_own()
    {
        var (a, b) = (Remember("of a", "a"), Remember("of b", "b"));
        Assert.Same(a, _tokens.Find("of a", PathOf("a", "status"), Now));
        Assert.Same(b, _tokens.Find("of b", PathOf("b", "status"), Now));
        Assert.Null(_tokens.Find("of a", PathOf("b", "status"), Now));
    }

    [Fact]
    public void A_token_is_known_until_it_is_refused()
    {
        var token = Remember("token", "a");
        Assert.Same(token, _tokens.Find("token", PathOf("a", "status"), Now.AddHours(1).AddTicks(-1)));
        Assert.Null(_tokens.Find("token", PathOf("a", "status"), Now.AddHours(1)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/agent")]
    [InlineData("/agent/v1")]
    [InlineData("/agent/v1/")]
    public void Where_no_cluster_is_no_token_is_known(string path)
    {
        Remember("token", "a");
        Assert.Null(_tokens.Find("token", path, Now));
    }

    private AgentToken Remember(string text, string cluster)
    {
        var token = new AgentToken(ResourceId.Parse(IdOf(cluster)), "thumbprint", Now.AddHours(1));
        _tokens.Set(text, token);
        return token;
    }

    private static string IdOf(string cluster) =>
        $"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/Group/providers/Microsoft.Kubernetes/connectedClusters/{cluster}";

    private static string PathOf(string cluster, string name) => $"/agent/v1{IdOf(cluster)}/{name}";
}
