using ProviderService.Tests.Architecture;

namespace ProviderService.Tests.Hosting.OpenApi.Conformance;

/// <summary>The committed documents beside those that Microsoft published for the same versions.</summary>
[Trait("Needs", "recordings")]
public sealed class ConformanceTests
{
    private static readonly string Published = Path.Combine(SourceTree.Root, "..", "shared", "contract", "spec", "specification");

    [Theory]
    [InlineData("connectedClusters", "hybridkubernetes")]
    [InlineData("sourceControlConfigurations", "kubernetesconfiguration")]
    public void Every_difference_from_a_published_document_is_listed(string type, string service)
    {
        Assert.SkipUnless(Directory.Exists(Published), "the published documents do not lie beside the checkout");
        var unlisted = Differences(type, service).Where(one => !KnownDifferences.All.Any(known => known.Facts.IsMatch(one.Difference)));
        Assert.Equal("", string.Join('\n', unlisted.Select(one => $"{one.Version} {one.Difference}")));
    }

    [Fact]
    public void Every_listed_difference_is_one_and_has_a_row()
    {
        Assert.SkipUnless(Directory.Exists(Published), "the published documents do not lie beside the checkout");
        var rows = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "compatibility.md"));
        var differences = Differences("connectedClusters", "hybridkubernetes").Concat(Differences("sourceControlConfigurations", "kubernetesconfiguration")).ToList();
        var stale = KnownDifferences.All.Where(known =>
            !differences.Any(one => known.Facts.IsMatch(one.Difference)) || !rows.Contains($"\n| {known.Row} |", StringComparison.Ordinal));
        Assert.Equal("", string.Join('\n', stale.Select(known => $"{known.Row} {known.Facts}")));
    }

    private static IEnumerable<(string Version, string Difference)> Differences(string type, string service)
    {
        var published = PublishedFiles(service).ToLookup(file => file.Version);
        var files = Directory.GetFiles(Path.Combine(SourceTree.Root, CommittedDocuments.Folder, type), "*.swagger.json");
        Assert.NotEmpty(files);
        foreach (var ours in files.Order(StringComparer.Ordinal).Select(SwaggerFile.Read))
        {
            Assert.NotEmpty(published[ours.Version]);
            var expected = published[ours.Version].SelectMany(file => DocumentFacts.Of(file, IsOfThisType)).ToHashSet();
            var actual = DocumentFacts.Of(ours, _ => true).ToHashSet();
            foreach (var fact in expected.Except(actual)) yield return (ours.Version, $"- {fact}");
            foreach (var fact in actual.Except(expected)) yield return (ours.Version, $"+ {fact}");
        }
    }

    private static IEnumerable<SwaggerFile> PublishedFiles(string service) =>
        Directory.EnumerateFiles(Path.Combine(Published, service), "*.json", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/common/", StringComparison.Ordinal) && !file.Contains("/examples/", StringComparison.Ordinal))
            .Select(SwaggerFile.Read);

    /// <summary>The published documents have other types of the provider as well.</summary>
    private static bool IsOfThisType(string path) =>
        !path.Contains("/fluxConfigurations", StringComparison.Ordinal) && !path.Contains("/extension", StringComparison.OrdinalIgnoreCase);
}
