using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProviderService.Core.Encryption;
using ProviderService.Core.Storage;
using ProviderService.Diagnostics.Health;
using ProviderService.StoreContract;
using ProviderService.Tests.Documents;

namespace ProviderService.Tests.Diagnostics.Health;

public sealed class HealthEndpointsTests
{
    private readonly SettableTime _time = new(new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly KeyRing _ring = new();

    public HealthEndpointsTests() => _ring.Load([DataKey.Create()]);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_that_is_well_is_ready()
    {
        await using var app = await StartAsync();
        Assert.Equal((HttpStatusCode.OK, ""), await AskAsync(app, "ready"));
    }

    [Fact]
    public async Task A_service_whose_store_does_not_answer_is_not_ready()
    {
        await using var app = await StartAsync(new SilentStore());
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "store"), await AskAsync(app, "ready"));
    }

    [Fact]
    public async Task A_service_without_its_keys_is_not_ready()
    {
        await using var app = await StartAsync(ring: new KeyRing());
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "keys"), await AskAsync(app, "ready"));
    }

    [Fact]
    public async Task A_service_whose_key_encryption_key_was_not_reached_is_ready_since_it_has_its_data_keys_and_says_so()
    {
        await using var app = await StartAsync(wrapper: new UnreachableKeyWrapper());
        Assert.Equal((HttpStatusCode.OK, "key-encryption-key"), await AskAsync(app, "ready"));
    }

    [Fact]
    public async Task A_service_whose_clock_jumped_is_not_ready()
    {
        await using var app = await StartAsync();
        await AskAsync(app, "ready");
        _time.WallClockError = TimeSpan.FromDays(1);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "clock"), await AskAsync(app, "ready"));
    }

    [Fact]
    public async Task A_service_that_was_told_to_stop_is_not_ready()
    {
        await using var app = await StartAsync();
        app.Lifetime.StopApplication();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "running"), await AskAsync(app, "ready"));
    }

    [Fact]
    public async Task A_service_that_serves_is_alive_whatever_it_lacks()
    {
        await using var app = await StartAsync(new SilentStore(), new KeyRing());
        app.Lifetime.StopApplication();
        Assert.Equal((HttpStatusCode.OK, ""), await AskAsync(app, "live"));
    }

    [Fact]
    public async Task The_answer_names_checks_and_no_reasons()
    {
        await using var app = await StartAsync(new SilentStore());
        var response = await app.GetTestClient().GetAsync("/healthz/ready", Cancelled);
        Assert.Equal(
            """{"status":"Unhealthy","checks":{"store":"Unhealthy","keys":"Healthy","key-encryption-key":"Healthy","clock":"Healthy","running":"Healthy"}}""",
            await response.Content.ReadAsStringAsync(Cancelled));
    }

    private async Task<WebApplication> StartAsync(IDocumentStore? store = null, KeyRing? ring = null, IKeyWrapper? wrapper = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(_time).AddSingleton(ring ?? _ring).AddSingleton(store ?? new MemoryDocumentStore())
            .AddSingleton(wrapper ?? new MemoryKeyWrapper());
        builder.Services.AddHealth();
        var app = builder.Build();
        app.MapHealth();
        await app.StartAsync(Cancelled);
        return app;
    }

    /// <summary>The status, and the checks that failed.</summary>
    private static async Task<(HttpStatusCode Status, string Failed)> AskAsync(WebApplication app, string question)
    {
        var response = await app.GetTestClient().GetAsync($"/healthz/{question}", Cancelled);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled));
        var failed = body.RootElement.GetProperty("checks").EnumerateObject().Where(check => check.Value.GetString() != "Healthy");
        return (response.StatusCode, string.Join(',', failed.Select(check => check.Name)));
    }

    private sealed class UnreachableKeyWrapper : IKeyWrapper
    {
        public bool IsReachable => false;

        public ValueTask<WrappedKey> WrapAsync(ReadOnlyMemory<byte> dataKey, CancellationToken cancellationToken) => throw new KeyWrapperUnavailableException("out");

        public ValueTask<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken cancellationToken) => throw new KeyWrapperUnavailableException("out");
    }

    /// <summary>A store that cannot be reached.</summary>
    private sealed class SilentStore : IDocumentStore
    {
        private static StoreUnavailableException Unavailable => new("The address of the store, perhaps.");

        public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken) => throw Unavailable;

        public ValueTask<string?> WriteAsync(Document document, string? expected, CancellationToken cancellationToken) => throw Unavailable;

        public ValueTask<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellationToken) => throw Unavailable;

        public ValueTask<DocumentPage> ListAsync(
            string partition, string idPrefix, string? continuation, int limit, CancellationToken cancellationToken) => throw Unavailable;

        public ValueTask<IReadOnlyList<StoredDocument>> DueAsync(string idPrefix, DateTimeOffset now, int limit, CancellationToken cancellationToken) => throw Unavailable;

        public ValueTask<ChangePage> ChangesAsync(string? continuation, CancellationToken cancellationToken) => throw Unavailable;
    }
}
