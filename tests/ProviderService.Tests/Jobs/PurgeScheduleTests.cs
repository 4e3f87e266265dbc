using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;
using ProviderService.Diagnostics.Health;
using ProviderService.Jobs;
using ProviderService.Resources.SourceControlConfigurations;
using ProviderService.Secrets;
using ProviderService.StoreContract;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Jobs;

public sealed class PurgeScheduleTests : IClassFixture<TestService>
{
    /// <summary>Less than the two minutes by which secrets are purged before they expire.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(105);

    private readonly TestService _service;
    private readonly FakeTimeProvider _time = new();
    private readonly AskedStore _store = new();
    private readonly SealedDocuments _leases;

    public PurgeScheduleTests(TestService service)
    {
        _service = service;
        _leases = new SealedDocuments(new MemoryDocumentStore(_time), service.Services.GetRequiredService<KeyRing>());
    }

    [Fact]
    public async Task A_start_runs_the_purge()
    {
        await using var schedule = await StartAsync();
    }

    [Fact]
    public async Task A_purge_that_nothing_else_runs_runs_again_in_time()
    {
        await using var schedule = await StartAsync();
        _time.Advance(LongestPause);
        await _store.Asked.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task A_purge_that_ran_in_time_is_not_run_again()
    {
        await using var schedule = await StartAsync();
        for (var minute = 0; minute < 10; minute++)
        {
            _time.Advance(SecretRetention.PurgeInterval);
            await schedule.Purge.RunAsync(Cancellation);
        }
        Assert.Equal(10, _store.Asked.CurrentCount);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_does_not_end_it()
    {
        _store.Fails = true;
        await using var schedule = await StartAsync();
        _time.Advance(LongestPause);
        await _store.Asked.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task A_start_does_not_wait_for_the_lease_of_the_process_that_died_before()
    {
        await AnotherAsync();
        await using var schedule = await StartAsync();
    }

    [Fact]
    public async Task What_another_replica_purges_is_left_to_it_while_it_lives()
    {
        var shared = new SharedPurge(NewPurge(), _leases, _time);
        await AnotherAsync();
        _time.Advance(SharedPurge.LeaseDuration - TimeSpan.FromTicks(1));
        await shared.RunAsync(Cancellation);
        Assert.Equal(0, _store.Asked.CurrentCount);
        _time.Advance(TimeSpan.FromTicks(1));
        await shared.RunAsync(Cancellation);
        Assert.NotEqual(0, _store.Asked.CurrentCount);
    }

    [Fact]
    public async Task When_the_replica_that_purged_dies_another_goes_on_in_time()
    {
        await using var schedule = await StartAsync();
        _time.Advance(SharedPurge.LeaseDuration);
        await AnotherAsync();
        _time.Advance(SharedPurge.LeaseDuration + PurgeSchedule.CheckInterval);
        await _store.Asked.WaitAsync(Cancellation);
        Assert.True(SharedPurge.LeaseDuration + PurgeSchedule.CheckInterval < LongestPause);
    }

    /// <summary>Another replica takes the lease.</summary>
    private async Task AnotherAsync() =>
        Assert.True(await new Lease(_leases, SharedPurge.LeaseName, SharedPurge.LeaseDuration, _time).TryTakeAsync(Cancellation));

    private PurgeExpiredSecrets NewPurge() => new(
        _store, Of<SecretStore>(), Of<CredentialPurge>(), Of<SecretCensus>(), new ClockCheck(_time, DateTimeOffset.MinValue), _time,
        NullLogger<PurgeExpiredSecrets>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private T Of<T>()
        where T : class => _service.Services.GetRequiredService<T>();

    private async Task<Running> StartAsync()
    {
        var purge = NewPurge();
        var schedule = new PurgeSchedule(new SharedPurge(purge, _leases, _time), _time, NullLogger<PurgeSchedule>.Instance);
        await schedule.StartAsync(Cancellation);
        await _store.Asked.WaitAsync(Cancellation);
        return new Running(schedule, purge);
    }

    private sealed record Running(PurgeSchedule Schedule, PurgeExpiredSecrets Purge) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Schedule.StopAsync(Cancellation);
            Schedule.Dispose();
        }
    }

    /// <summary>Tells when it was asked for what is due.</summary>
    private sealed class AskedStore : IDocumentStore
    {
        private readonly MemoryDocumentStore _inner = new();

        public SemaphoreSlim Asked { get; } = new(0);

        public bool Fails { get; set; }

        public ValueTask<IReadOnlyList<StoredDocument>> DueAsync(string idPrefix, DateTimeOffset now, int limit, CancellationToken cancellationToken)
        {
            Asked.Release();
            return Fails ? throw new StoreUnavailableException("not now") : _inner.DueAsync(idPrefix, now, limit, cancellationToken);
        }

        public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken) => _inner.ReadAsync(key, cancellationToken);

        public ValueTask<string?> WriteAsync(Document document, string? expected, CancellationToken cancellationToken) =>
            _inner.WriteAsync(document, expected, cancellationToken);

        public ValueTask<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellationToken) =>
            _inner.DeleteAsync(key, expected, cancellationToken);

        public ValueTask<DocumentPage> ListAsync(string partition, string idPrefix, string? continuation, int limit, CancellationToken cancellationToken) =>
            _inner.ListAsync(partition, idPrefix, continuation, limit, cancellationToken);

        public ValueTask<ChangePage> ChangesAsync(string? continuation, CancellationToken cancellationToken) =>
            _inner.ChangesAsync(continuation, cancellationToken);
    }
}
