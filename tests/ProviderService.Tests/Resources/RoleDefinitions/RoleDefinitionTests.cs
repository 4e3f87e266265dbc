using ProviderService.Resources.RoleDefinitions;

namespace ProviderService.Tests.Resources.RoleDefinitions;

public sealed class RoleDefinitionTests
{
    private const string ClusterWrite = "Microsoft.Kubernetes/connectedClusters/write";
    private const string ConfigurationRead = "Microsoft.KubernetesConfiguration/sourceControlConfigurations/read";
    private const string KeyChange = "Microsoft.Kubernetes/connectedClusters/agentPublicKeyCertificate/write";
    private const string Assign = "Microsoft.Authorization/roleAssignments/write";

    [Theory]
    [InlineData("Owner", ClusterWrite, ConfigurationRead, KeyChange, Assign)]
    [InlineData("Contributor", ClusterWrite, ConfigurationRead, KeyChange)]
    [InlineData("Reader", ConfigurationRead)]
    [InlineData("Kubernetes Cluster - Azure Arc Onboarding", ClusterWrite)]
    [InlineData("Kubernetes Extension Contributor")]
    public void A_role_grants_what_Azure_documents(string name, params string[] granted)
    {
        var role = BuiltInRoles.All.Single(role => role.Name == name);
        Assert.Equal(granted, new[] { ClusterWrite, ConfigurationRead, KeyChange, Assign }.Where(role.Grants));
    }

    [Theory]
    [InlineData("A/b/read", "a/B/READ", true)]
    [InlineData("A/*/read", "A/b/c/read", true)]
    [InlineData("A/*/read", "A/b/write", false)]
    [InlineData("A/b/*", "A/bc/read", false)]
    [InlineData("*/read", "A/b/readonly", false)]
    public void A_star_stands_for_anything(string pattern, string action, bool granted) =>
        Assert.Equal(granted, new RoleDefinition(Guid.NewGuid(), "", "", [pattern], []).Grants(action));

    [Fact]
    public void What_is_excepted_is_not_granted() => Assert.False(new RoleDefinition(Guid.NewGuid(), "", "", ["*"], ["A/*/write"]).Grants("A/b/write"));
}
