using CsCheck;
using ProviderService.Core.Arm;

namespace ProviderService.Tests.Arm;

public sealed class ResourceIdTests
{
    private const string Cluster = "/subscriptions/S1/resourcegroups/Rg1/providers/Microsoft.Kubernetes/connectedClusters/C1";
    private const string Configuration = Cluster + "/providers/Microsoft.KubernetesConfiguration/sourceControlConfigurations/Cfg";

    [Fact]
    public void An_extension_resource_knows_its_parts()
    {
        var id = ResourceId.Parse(Configuration);
        Assert.Equal("S1", id.SubscriptionId);
        Assert.Equal("Rg1", id.ResourceGroup);
        Assert.Equal("Microsoft.KubernetesConfiguration/sourceControlConfigurations", id.Type);
        Assert.Equal("Cfg", id.Name);
        Assert.Equal(Cluster, id.Parent!.ToString());
    }

    [Fact]
    public void A_child_resource_has_its_parents_type_in_front_of_its_own()
    {
        var id = ResourceId.Parse(Cluster + "/things/t1");
        Assert.Equal("Microsoft.Kubernetes/connectedClusters/things", id.Type);
    }

    [Fact]
    public void The_chain_of_parents_ends_at_the_subscription()
    {
        var group = ResourceId.Parse(Cluster).Parent!;
        Assert.Equal(ResourceId.ResourceGroupsType, group.Type);
        Assert.Equal(ResourceId.SubscriptionsType, group.Parent!.Type);
        Assert.Null(group.Parent.Parent);
    }

    [Fact]
    public void A_resource_of_a_subscription_lies_in_no_group() =>
        Assert.Null(ResourceId.Parse("/subscriptions/s/providers/Microsoft.Kubernetes/locations/eastus").ResourceGroup);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("subscriptions/s")]
    [InlineData("/subscriptions")]
    [InlineData("/subscriptions/")]
    [InlineData("/subscriptions/ ")]
    [InlineData("/subscriptions/s/")]
    [InlineData("//subscriptions/s")]
    [InlineData("/resourceGroups/g")]
    [InlineData("/subscriptions/s/things/t")]
    [InlineData("/subscriptions/s/resourceGroups")]
    [InlineData("/subscriptions/s/resourceGroups/g/things/t")]
    [InlineData("/subscriptions/s/resourceGroups/g/providers/ns")]
    [InlineData("/subscriptions/s/resourceGroups/g/providers/ns/type")]
    [InlineData("/subscriptions/s/resourceGroups/g/providers/ns/type/")]
    [InlineData("/subscriptions/s/resourceGroups/g/providers//type/name")]
    [InlineData("/subscriptions/s/resourceGroups/g/providers/ns/type/name/child")]
    public void What_is_no_id_does_not_parse(string? text) => Assert.False(ResourceId.TryParse(text, out _));

    [Theory]
    [InlineData("/subscriptions/s/resourceGroups", "/subscriptions/s")]
    [InlineData(Cluster + "/providers/Microsoft.KubernetesConfiguration/sourceControlConfigurations", Cluster)]
    [InlineData("/subscriptions", null)]
    [InlineData("no path", null)]
    public void The_scope_of_a_collection_is_the_resource_in_front_of_the_type(string path, string? scope)
    {
        Assert.Equal(scope is not null, ResourceId.TryParseScope(path, out var found));
        Assert.Equal(scope, found?.ToString());
    }

    [Fact]
    public void Every_id_keeps_its_spelling() =>
        ResourceIdGen.Text.Sample(text => ResourceId.Parse(text).ToString() == text, iter: 2_000);

    [Fact]
    public void Every_parent_is_an_id_that_its_child_starts_with() =>
        ResourceIdGen.Text.Sample(
            text =>
            {
                for (var id = ResourceId.Parse(text); id.Parent is { } parent; id = parent)
                {
                    Assert.StartsWith(parent + "/", id.ToString(), StringComparison.Ordinal);
                    Assert.Equal(ResourceId.Parse(parent.ToString()), parent);
                }
            },
            iter: 2_000);

    [Fact]
    public void Ids_are_equal_whatever_the_case_of_their_letters() =>
        Gen.Select(ResourceIdGen.Text, Gen.Bool.Array[400]).Sample(
            (text, flips) =>
            {
                var respelled = string.Concat(text.Select((letter, i) => flips[i % flips.Length] ? OtherCase(letter) : letter));
                var (left, right) = (ResourceId.Parse(text), ResourceId.Parse(respelled));
                Assert.Equal(left, right);
                Assert.Equal(left.GetHashCode(), right.GetHashCode());
            },
            iter: 2_000);

    [Fact]
    public void An_id_with_another_name_is_not_equal() =>
        ResourceIdGen.Text.Sample(text => !ResourceId.Parse(text).Equals(ResourceId.Parse(text + "1")), iter: 2_000);

    [Fact]
    public void Hostile_texts_never_throw_and_what_parses_keeps_its_spelling() =>
        ResourceIdGen.Hostile.Sample(
            text =>
            {
                if (ResourceId.TryParse(text, out var id)) Assert.Equal(text, id.ToString());
                if (ResourceId.TryParseScope(text, out var scope)) Assert.StartsWith(scope + "/", text, StringComparison.Ordinal);
            },
            iter: 20_000);

    private static char OtherCase(char letter) => char.IsAsciiLetter(letter) ? (char)(letter ^ ' ') : letter;
}
