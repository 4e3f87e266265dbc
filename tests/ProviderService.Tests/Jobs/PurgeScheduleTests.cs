using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;
using ProviderService.Jobs;
using ProviderService.Resources.SourceControlConfigurations;
using ProviderService.StoreContract;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Jobs;

public sealed class PurgeScheduleTests(TestService service) : IClassFixture<TestService>
{
    private readonly FakeTimeProvider _time = new();
    private readonly AskedStore _store = new();

    [Fact]
    public async Task The_purge_runs_at_the_start_and_then_every_minute()
    {
        using var schedule = Schedule();
        await schedule.StartAsync(Cancellation);
        await _store.Asked.WaitAsync(Cancellation);
        _time.Advance(SecretRetention.PurgeInterval - TimeSpan.FromTicks(1));
        Assert.Equal(0, _store.Asked.CurrentCount);
        _time.Advance(TimeSpan.FromTicks(1));
        await _store.Asked.WaitAsync(Cancellation);
        await schedule.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_does_not_end_it()
    {
        _store.Fails = true;
        using var schedule = Schedule();
        await schedule.StartAsync(Cancellation);
        await _store.Asked.WaitAsync(Cancellation);
        _time.Advance(SecretRetention.PurgeInterval);
        await _store.Asked.WaitAsync(Cancellation);
        await schedule.StopAsync(Cancellation);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PurgeSchedule Schedule() => new(
        new PurgeExpiredSecrets(_store, service.Services.GetRequiredService<CredentialPurge>(), _time, NullLogger<PurgeExpiredSecrets>.Instance),
        _time, NullLogger<PurgeSchedule>.Instance);

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
