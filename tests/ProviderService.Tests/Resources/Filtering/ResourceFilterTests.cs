using System.Text;
using CsCheck;
using ProviderService.Core.Arm;
using ProviderService.Resources.Filtering;

namespace ProviderService.Tests.Resources.Filtering;

public sealed class ResourceFilterTests
{
    private static readonly ResourceId Id = ResourceId.Parse("/subscriptions/s/resourceGroups/Rg1/providers/Microsoft.Kubernetes/connectedClusters/Paris-1");

    private static readonly Dictionary<string, string> Tags = new() { ["team"] = "Platform", ["cost"] = "42" };

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("resourceType eq 'Microsoft.Kubernetes/connectedClusters'")]
    [InlineData("RESOURCETYPE EQ 'microsoft.kubernetes/CONNECTEDCLUSTERS'")]
    [InlineData("name eq 'paris-1'")]
    [InlineData("resourceGroup eq 'RG1'")]
    [InlineData("location eq 'eastus'")]
    [InlineData("location eq 'East US'")]
    [InlineData("tagName eq 'team'")]
    [InlineData("tagname eq 'TEAM'")]
    [InlineData("tagName eq 'team' and tagValue eq 'Platform'")]
    [InlineData("tagValue eq '42'")]
    [InlineData("startswith(tagName, 'te')")]
    [InlineData("substringof('ari', name)")]
    [InlineData("substringof('g',resourceGroup)")]
    [InlineData("  name eq 'Paris-1'  and  resourceGroup eq 'rg1' AND location eq 'eastus' ")]
    public void Admits(string? text) => Assert.True(Holds(text));

    [Theory]
    [InlineData("resourceType eq 'Microsoft.Kubernetes'")]
    [InlineData("name eq 'paris'")]
    [InlineData("resourceGroup eq 'rg2'")]
    [InlineData("location eq 'westus'")]
    [InlineData("tagName eq 'owner'")]
    [InlineData("tagName eq 'team' and tagValue eq 'platform'")]
    [InlineData("tagName eq 'team' and tagValue eq '42'")]
    [InlineData("tagName eq 'team' and tagName eq 'cost'")]
    [InlineData("startswith(tagName, 'eam')")]
    [InlineData("substringof('london', name)")]
    [InlineData("name eq 'Paris-1' and name eq 'Paris-2'")]
    [InlineData("name eq ''")]
    public void Rejects(string text) => Assert.False(Holds(text));

    [Theory]
    [InlineData("name")]
    [InlineData("name eq")]
    [InlineData("name eq 'a")]
    [InlineData("name eq a")]
    [InlineData("name eq \"a\"")]
    [InlineData("name ne 'a'")]
    [InlineData("name eq 'a' or name eq 'b'")]
    [InlineData("name eq 'a' and")]
    [InlineData("and name eq 'a'")]
    [InlineData("name eq 'a' name eq 'b'")]
    [InlineData("name eq 'a' andname eq 'b'")]
    [InlineData("(name eq 'a')")]
    [InlineData("kind eq 'a'")]
    [InlineData("0 eq 'a'")]
    [InlineData("equal(name, 'a')")]
    [InlineData("substringof('a', location)")]
    [InlineData("substringof(name, 'a')")]
    [InlineData("startswith(name, 'a')")]
    [InlineData("startswith('a', tagName)")]
    [InlineData(" ")]
    public void Refuses(string text)
    {
        var failure = Assert.Throws<ArmException>(() => ResourceFilter.Parse(text));
        Assert.Equal((400, "InvalidFilterInQueryString"), (failure.Status, failure.Error.Code));
    }

    [Fact]
    public void A_quote_in_a_value_is_doubled()
    {
        var filter = ResourceFilter.Parse("tagValue eq 'it''s and ''that'''");
        Assert.True(filter.AdmitsContent("eastus", new Dictionary<string, string> { ["a"] = "it's and 'that'" }));
    }

    [Fact]
    public void A_resource_without_tags_has_none() => Assert.False(ResourceFilter.Parse("tagName eq 'a'").AdmitsContent("eastus", null));

    [Fact]
    public void Any_value_finds_itself_and_any_text_is_read_or_refused()
    {
        Gen.String.Sample(value =>
            ResourceFilter.Parse($"tagValue eq '{value.Replace("'", "''", StringComparison.Ordinal)}'")
                .AdmitsContent("eastus", new Dictionary<string, string> { ["a"] = value }));
        Gen.OneOf("name", " ", "eq", "'", "''", "and", "a", "substringof(", ")", ",", "tagName", "\u212A", "\0").Array[0, 20].Sample(words =>
        {
            try
            {
                ResourceFilter.Parse(string.Concat(words));
            }
            catch (ArmException)
            {
                // Refused, as it should be when it is no filter; any other exception fails the test.
            }
        });
    }

    [Fact]
    public void A_long_hostile_filter_is_refused_at_once()
    {
        var text = new StringBuilder("substringof('").Insert(13, "''", 50_000).ToString();
        Assert.Throws<ArmException>(() => ResourceFilter.Parse(text));
    }

    private static bool Holds(string? text)
    {
        var filter = ResourceFilter.Parse(text);
        return filter.AdmitsId(Id) && filter.AdmitsContent("East US", Tags);
    }
}
