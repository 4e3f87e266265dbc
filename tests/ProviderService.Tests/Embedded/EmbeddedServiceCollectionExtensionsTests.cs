using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProviderService.Core.Encryption;
using ProviderService.Core.Storage;
using ProviderService.Embedded;

namespace ProviderService.Tests.Embedded;

public sealed class EmbeddedServiceCollectionExtensionsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string Data => Path.Combine(_directory.Path, "data");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Nothing_is_made_before_the_host_starts()
    {
        using var host = Build(_ => { });
        host.Services.GetRequiredService<IDocumentStore>();
        host.Services.GetRequiredService<IKeyWrapper>();
        Assert.NotEmpty(host.Services.GetServices<IHostedService>());
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task A_service_that_was_registered_earlier_can_still_write_when_it_starts_and_when_it_stops()
    {
        using var host = Build(services => services.AddHostedService<WritesAtBothEnds>());
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);

        using var again = Build(_ => { });
        await again.StartAsync(TestContext.Current.CancellationToken);
        var store = again.Services.GetRequiredService<IDocumentStore>();
        Assert.Equal(["start", "stop"], (await store.ListAsync("test", "", null, 10, TestContext.Current.CancellationToken)).Documents
            .Select(stored => stored.Document.Key.Id).Order());
    }

    [Fact]
    public async Task A_host_that_fails_to_start_gives_the_data_directory_back()
    {
        using (var failing = Build(services => services.AddHostedService<Fails>()))
        {
            await Assert.ThrowsAsync<InvalidTimeZoneException>(() => failing.StartAsync(TestContext.Current.CancellationToken));
        }

        using var next = Build(_ => { });
        await next.StartAsync(TestContext.Current.CancellationToken);
    }

    private IHost Build(Action<IServiceCollection> earlier)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Embedded:DataDirectory", Data)]);
        earlier(builder.Services);
        builder.Services.AddEmbeddedBackend(builder.Configuration);
        return builder.Build();
    }

    private sealed class WritesAtBothEnds(IDocumentStore store) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => WriteAsync("start", cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => WriteAsync("stop", cancellationToken);

        private async Task WriteAsync(string id, CancellationToken cancellationToken) =>
            await store.WriteAsync(new Document(new DocumentKey("test", id), id, null, new byte[] { 1 }), null, cancellationToken);
    }

    private sealed class Fails : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidTimeZoneException();

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
