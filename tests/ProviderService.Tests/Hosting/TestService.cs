using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Hangfire;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.Core.Storage;
using ProviderService.Identity;
using ProviderService.Jobs;
using ProviderService.Keys;

namespace ProviderService.Tests.Hosting;

/// <summary>The whole service in this process, on a store in a directory of its own and a clock that tests move. Only the network is missing.</summary>
public sealed class TestService : WebApplicationFactory<Program>
{
    public const string PublicUrl = "https://provider.example.org";

    public const string Subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";

    private readonly TempDirectory _directory = new();

    /// <summary>Later than any build of the service, which the health of the clock depends on.</summary>
    public static DateTimeOffset Start { get; } = new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public ObservedTime Time { get; } = new(Start);

    /// <summary>What comes between the service and its store.</summary>
    public StoreInterception Interception { get; } = new();

    /// <summary>A client with the token of the local administrator.</summary>
    public HttpClient SignedIn() => SignedIn(this);

    /// <summary>The same of a service that was made from this one, with other settings.</summary>
    public static HttpClient SignedIn(WebApplicationFactory<Program> service)
    {
        var client = service.CreateDefaultClient(ExchangeRecorder.Handlers());
        var token = service.Services.GetRequiredService<LocalTokens>().Issue(LocalAdministrator.Claims, TimeSpan.FromDays(365));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Finishes the deletions that have begun.</summary>
    public Task SweepAsync() => Services.GetRequiredService<DeletionSweep>().SweepAsync(TestContext.Current.CancellationToken);

    /// <summary>Runs the purge, which no clock starts in tests.</summary>
    public Task PurgeAsync() => Services.GetRequiredService<PurgeExpiredSecrets>().RunAsync(TestContext.Current.CancellationToken);

    /// <summary>Everything that the service keeps on disk; its lock, which nobody else may read, is empty.</summary>
    public IEnumerable<string> Files =>
        Directory.EnumerateFiles(_directory.Path, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock");

    /// <summary>The records of the audit log, oldest first.</summary>
    public IReadOnlyList<JsonNode> Audit()
    {
        using var file = new FileStream(_directory.PathOf("audit.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    /// <summary>What whoever has the database and all keys of the service reads of a document.</summary>
    internal byte[] OpenEnvelope(Document document) => OpenEnvelope(Services.GetRequiredService<KeyRing>(), document);

    /// <summary>The same, with a key ring from elsewhere.</summary>
    internal static byte[] OpenEnvelope(KeyRing ring, Document document) =>
        Envelope.Open(ring.Find(Envelope.KeyId(document.Body.Span))!, document.Body.Span, SealedDocuments.Clear(document));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseUrls("").UseSetting("PublicUrl", PublicUrl).UseSetting("Embedded:DataDirectory", _directory.Path);
        foreach (var (name, value) in TestBackend.Settings()) builder.UseSetting(name, value);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Time);
            // Hangfire's own would give the whole process the log of this service, which the tests of others find closed.
            services.AddSingleton<IGlobalConfiguration>(GlobalConfiguration.Configuration);
            services.Configure<PrometheusAspNetCoreOptions>(metrics => metrics.ScrapeResponseCacheDurationMilliseconds = 0);
            foreach (var clock in (Type[])[typeof(PurgeSchedule), typeof(JobServer), typeof(KeyRingSchedule)]) services.Remove(services.Single(service => service.ImplementationType == clock));
            var store = services.Last(service => service.ServiceType == typeof(IDocumentStore)).ImplementationFactory!;
            services.AddSingleton<IDocumentStore>(provider => new InterceptedStore((IDocumentStore)store(provider), Interception));
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
    }
}
