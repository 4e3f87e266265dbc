using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.Hosting.Launch;
using ProviderService.Keys;
using ProviderService.StoreContract;
using ProviderService.Tests.Documents;

namespace ProviderService.Tests.Keys;

public sealed class KeyRingStartTests
{
    [Fact]
    public async Task A_key_that_does_not_open_the_ring_stops_the_start_with_a_remedy()
    {
        var store = new MemoryDocumentStore();
        await StartAsync(store);
        var exception = await Assert.ThrowsAsync<StartUpException>(() => StartAsync(store));
        Assert.Contains("backups that belong together", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Every start here has a key-encryption key of its own.</summary>
    private static Task StartAsync(MemoryDocumentStore store)
    {
        var wrapper = new MemoryKeyWrapper();
        var loader = new KeyRingLoader(new KeyRingStore(store, wrapper, KeyNotice.Default, TimeProvider.System), wrapper, new KeyRing(), TimeProvider.System);
        return new KeyRingStart(loader).StartAsync(TestContext.Current.CancellationToken);
    }
}
