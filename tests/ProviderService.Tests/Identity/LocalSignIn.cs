using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.Core.Storage;
using ProviderService.Hosting;
using ProviderService.Identity;
using ProviderService.StoreContract;

namespace ProviderService.Tests.Identity;

/// <summary>The parts of local sign-in over a store in memory, at a time of the test's choice.</summary>
internal sealed class LocalSignIn : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly KeyRing _ring = new();
    private readonly TempDirectory _directory = new();

    public LocalSignIn()
    {
        _ring.Load([DataKey.Create()]);
        Documents = new SealedDocuments(Store, _ring);
        SigningKey = NewReplica();
        Tokens = new LocalTokens(Time);
        Configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Embedded:DataDirectory", _directory.PathOf("data"))]).Build();
    }

    public FakeTimeProvider Time { get; } = new(Start);

    public MemoryDocumentStore Store { get; } = new();

    public SealedDocuments Documents { get; }

    public LocalSigningKey SigningKey { get; }

    public LocalTokens Tokens { get; }

    public IConfiguration Configuration { get; }

    public string DataDirectory => new DataDirectory(Configuration).Path;

    /// <summary>Another process over the same store.</summary>
    public LocalSigningKey NewReplica(IDocumentStore? store = null) => new(new SealedDocuments(store ?? Store, _ring));

    /// <summary>What writes the administrator's token, started.</summary>
    public async Task<AdminToken> StartAdminTokenAsync(MemoryLogs? logs = null)
    {
        using var factory = new LoggerFactory([logs ?? new MemoryLogs()]);
        var token = new AdminToken(SigningKey, Tokens, new DataDirectory(Configuration), Time, factory.CreateLogger<AdminToken>());
        await token.StartAsync(TestContext.Current.CancellationToken);
        return token;
    }

    public void Dispose() => _directory.Dispose();
}
