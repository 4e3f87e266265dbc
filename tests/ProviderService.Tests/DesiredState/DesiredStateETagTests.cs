using ProviderService.Core.DesiredState;

namespace ProviderService.Tests.DesiredState;

public sealed class DesiredStateETagTests
{
    private static readonly Guid Cluster = Guid.NewGuid();
    private static readonly ConfigurationVersion One = new("one", Guid.NewGuid(), 1);
    private static readonly ConfigurationVersion Two = new("two", Guid.NewGuid(), 1);
    private static readonly string Tag = DesiredStateETag.Of(Cluster, "key", [One, Two]);

    [Fact]
    public void It_is_a_weak_entity_tag() => Assert.Matches("^W/\"[A-Za-z0-9_-]{22}\"$", Tag);

    [Fact]
    public void It_does_not_depend_on_the_order() => Assert.Equal(Tag, DesiredStateETag.Of(Cluster, "key", [Two, One]));

    [Fact]
    public void It_is_the_same_in_every_process() => Assert.Equal(
        "W/\"kMcTGROTL-GchFMwzcsFTQ\"", DesiredStateETag.Of(Guid.Empty, "key", [new("one", Guid.Empty, 1)]));

    [Fact]
    public void It_depends_on_everything_else()
    {
        string[] others =
        [
            DesiredStateETag.Of(Guid.NewGuid(), "key", [One, Two]),
            DesiredStateETag.Of(Cluster, "other", [One, Two]),
            DesiredStateETag.Of(Cluster, "key", [One]),
            DesiredStateETag.Of(Cluster, "key", []),
            DesiredStateETag.Of(Cluster, "key", [One, Two with { Generation = 2 }]),
            DesiredStateETag.Of(Cluster, "key", [One, Two with { Uid = Guid.NewGuid() }]),
            DesiredStateETag.Of(Cluster, "key", [One, Two with { Name = "three" }]),
        ];
        Assert.Equal(others.Length + 1, others.Append(Tag).Distinct().Count());
    }
}
