using ProviderService.Resources.ConnectedClusters;

namespace ProviderService.Tests.Resources.ConnectedClusters;

public sealed class ClusterHeartbeatsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ClusterHeartbeats _heartbeats = new();
    private readonly Guid _cluster = Guid.NewGuid();

    [Fact]
    public void The_first_sign_of_life_is_to_be_written_down() => Assert.True(_heartbeats.Beat(_cluster, Now));

    [Theory]
    [InlineData("00:00:00", false)]
    [InlineData("00:04:59.9999999", false)]
    [InlineData("00:05:00", true)]
    public void Later_ones_are_every_five_minutes(string later, bool expected)
    {
        _heartbeats.Beat(_cluster, Now);
        Assert.Equal(expected, _heartbeats.Beat(_cluster, Now + TimeSpan.Parse(later, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void One_of_many_at_the_same_time_writes()
    {
        var writers = 0;
        Parallel.For(0, 1000, _ =>
        {
            if (_heartbeats.Beat(_cluster, Now)) Interlocked.Increment(ref writers);
        });
        Assert.Equal(1, writers);
    }

    [Fact]
    public void What_could_not_be_written_is_to_be_written_next_time()
    {
        _heartbeats.Beat(_cluster, Now);
        _heartbeats.Retry(_cluster);
        Assert.True(_heartbeats.Beat(_cluster, Now));
    }

    [Fact]
    public void The_last_sign_of_life_is_remembered_of_each_cluster()
    {
        _heartbeats.Beat(_cluster, Now);
        _heartbeats.Beat(_cluster, Now + TimeSpan.FromSeconds(1));
        _heartbeats.Beat(Guid.NewGuid(), Now + TimeSpan.FromSeconds(2));
        Assert.Equal(Now + TimeSpan.FromSeconds(1), _heartbeats.LastOf(_cluster));
        Assert.Null(_heartbeats.LastOf(Guid.NewGuid()));
    }

    [Fact]
    public void Only_so_many_clusters_are_remembered()
    {
        var heartbeats = new ClusterHeartbeats(capacity: 2);
        foreach (var cluster in (Guid[])[_cluster, Guid.NewGuid(), Guid.NewGuid()]) heartbeats.Beat(cluster, Now);
        Assert.Null(heartbeats.LastOf(_cluster));
    }

    [Fact]
    public void Another_sign_of_life_allocates_nothing()
    {
        _heartbeats.Beat(_cluster, Now);
        _heartbeats.Beat(_cluster, Now);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) _heartbeats.Beat(_cluster, Now);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
