using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;
using ProviderService.Diagnostics.Health;
using ProviderService.Jobs;
using ProviderService.Resources.SourceControlConfigurations;
using ProviderService.Secrets;
using ProviderService.StoreContract;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Jobs;

public sealed class PurgeScheduleTests(TestService service) : IClassFixture<TestService>
{
    /// <summary>Less than the two minutes by which secrets are purged before they expire.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(105);

    private readonly FakeTimeProvider _time = new();
    private readonly AskedStore _store = new();

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

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private T Of<T>()
        where T : class => service.Services.GetRequiredService<T>();

    private async Task<Running> StartAsync()
    {
        var purge = new PurgeExpiredSecrets(
            _store, Of<SecretStore>(), Of<CredentialPurge>(), Of<SecretCensus>(), new ClockCheck(_time, DateTimeOffset.MinValue), _time,
            NullLogger<PurgeExpiredSecrets>.Instance);
        var schedule = new PurgeSchedule(purge, _time, NullLogger<PurgeSchedule>.Instance);
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
