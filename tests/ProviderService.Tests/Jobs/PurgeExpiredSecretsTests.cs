using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;
using ProviderService.Diagnostics.Health;
using ProviderService.Tests.Diagnostics;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.SourceControlConfigurations;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Jobs;

public sealed class PurgeExpiredSecretsTests : IAsyncDisposable
{
    private static readonly string Both = $$"""
        "sshKnownHostsContents":"{{CredentialCluster.SomeHosts}}","configurationProtectedSettings":{"token":"hunter2"}
        """;

    private readonly TestService _service = new();
    private readonly ClusterKeyPair _pair = new();

    public async ValueTask DisposeAsync()
    {
        _pair.Dispose();
        await _service.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(500)]
    public async Task Secrets_that_do_not_open_hold_up_no_others_however_long_they_are_overdue(int unreadable)
    {
        var cluster = await CreateAsync();
        for (var i = 0; i < unreadable; i++) await WriteUnreadableAsync(_service.Time.GetUtcNow());
        _service.Time.Advance(new TimeSpan(47, 58, 0));
        await _service.PurgeAsync();
        Assert.Empty(await cluster.StoredAsync());
    }

    [Fact]
    public async Task A_secret_that_does_not_open_is_deleted_when_it_must_have_expired_and_not_before()
    {
        var key = await WriteUnreadableAsync(_service.Time.GetUtcNow());
        _service.Time.Advance(SecretRetention.Longest - TimeSpan.FromTicks(1));
        await _service.PurgeAsync();
        Assert.NotNull(await Store.ReadAsync(key, Cancellation));
        _service.Time.Advance(TimeSpan.FromTicks(1));
        await _service.PurgeAsync();
        Assert.Null(await Store.ReadAsync(key, Cancellation));
    }

    [Fact]
    public async Task Two_purges_at_once_do_what_one_does_and_count_it_once()
    {
        var cluster = await CreateAsync();
        _service.Time.Advance(SecretRetention.Longest);
        using var recorder = new Recorder();
        await Task.WhenAll(_service.PurgeAsync(), _service.PurgeAsync());
        Assert.Empty(await cluster.StoredAsync());
        Assert.All((await cluster.DocumentAsync()).Credentials.All, reference => Assert.True(reference.Expired));
        Assert.Equal(2, Purges().Count);
        Assert.Equal(2, recorder.Of("providerservice.secrets.purged").Sum(measurement => measurement.Value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_wall_clock_that_ran_away_pauses_the_purge_until_it_has_settled(int direction)
    {
        var cluster = await CreateAsync();
        _service.Time.Advance(SecretRetention.Longest);
        _service.Time.WallClockError = direction * (ClockCheck.Tolerance + TimeSpan.FromTicks(1));
        await _service.PurgeAsync();
        Assert.Equal(2, (await cluster.StoredAsync()).Count);
        _service.Time.Advance(ClockCheck.Settling - TimeSpan.FromTicks(1));
        await _service.PurgeAsync();
        Assert.Equal(2, (await cluster.StoredAsync()).Count);
        _service.Time.Advance(TimeSpan.FromTicks(1));
        await _service.PurgeAsync();
        Assert.Empty(await cluster.StoredAsync());
    }

    [Fact]
    public async Task While_the_purge_is_paused_readers_refuse_by_the_clock_and_the_service_is_not_ready()
    {
        var cluster = await CreateAsync();
        _service.Time.WallClockError = SecretRetention.Longest;
        await _service.PurgeAsync();
        Assert.Equal((null, ""), (await cluster.SecretAsync(), await cluster.KnownHostsAsync()));
        using var client = _service.CreateClient();
        using var ready = await client.GetAsync("/healthz/ready", Cancellation);
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, ready.StatusCode);
    }

    [Fact]
    public async Task The_audit_log_says_which_secret_was_purged_of_what_and_why()
    {
        var cluster = await CreateAsync();
        var secrets = (await cluster.StoredAsync()).Select(stored => SecretStore.IdOf(stored.Document.Key).ToString());
        _service.Time.Advance(SecretRetention.Longest);
        await _service.PurgeAsync();
        var purges = Purges();
        Assert.Equal(secrets.Order(), purges.Select(purge => (string)purge["details"]!["secret"]!).Order());
        Assert.Single(purges, purge => (string?)purge["details"]!["configurationProtectedSettings"] == "expired");
        Assert.Single(purges, purge => (string?)purge["details"]!["sshKnownHostsContents"] == "expired");
        Assert.All(purges, purge => Assert.Equal(
            ($"{cluster.Cluster.Configurations}/cfg".ToLowerInvariant(), "ProviderService"),
            (((string)purge["scope"]!).ToLowerInvariant(), (string)purge["caller"]!["name"]!)));
    }

    [Fact]
    public async Task The_metrics_say_what_was_purged_and_what_is_left()
    {
        await CreateAsync();
        _service.Time.Advance(TimeSpan.FromHours(47));
        using var recorder = new Recorder();
        await _service.PurgeAsync();
        Assert.Equal((2, 47 * 3600), (Last("held"), Last("oldest.age")));
        _service.Time.Advance(TimeSpan.FromHours(1));
        await WriteUnreadableAsync(_service.Time.GetUtcNow() - TimeSpan.FromSeconds(9));
        await _service.PurgeAsync();
        Assert.Equal((1, 9), (Last("held"), Last("overdue")));
        Assert.Equal(2, recorder.Of("providerservice.secrets.purged").Sum(measurement => measurement.Value));

        double Last(string name) => recorder.Of($"providerservice.secrets.{name}").Last().Value;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IDocumentStore Store => _service.Services.GetRequiredService<IDocumentStore>();

    private async Task<CredentialCluster> CreateAsync()
    {
        await _service.PurgeAsync(); // as at every start
        var cluster = await CredentialCluster.CreateAsync(_service, _pair);
        await cluster.PutAsync(Both);
        return cluster;
    }

    /// <summary>A secret whose key is lost, say.</summary>
    private async Task<DocumentKey> WriteUnreadableAsync(DateTimeOffset dueAt)
    {
        var key = new DocumentKey("/a/cluster", $"{SecretStore.Prefix}{Guid.NewGuid():N}");
        await Store.WriteAsync(new Document(key, "w", dueAt, new byte[100]), null, Cancellation);
        return key;
    }

    private List<JsonNode> Purges() =>
        [.. _service.Audit().Where(record => ((string)record["action"]!).EndsWith("/purgeSecret/action", StringComparison.Ordinal))];
}
