using System.Security.Cryptography;
using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;

namespace ProviderService.Secrets;

/// <summary>
/// Counts secrets and finds the oldest. It looks at those that are due first and no further, so that it costs the same whatever is held;
/// the oldest is among them unless as many others were supplied within ten minutes.
/// </summary>
internal sealed class SecretCensus(IDocumentStore store, SecretStore secrets, TimeProvider time)
{
    public const int Limit = 1024;

    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        var held = await store.DueAsync(SecretStore.Prefix, DateTimeOffset.MaxValue, Limit, cancellationToken);
        var now = time.GetUtcNow();
        SecretInstrumentation.Held.Record(held.Count);
        SecretInstrumentation.OldestAge.Record(held.Select(secret => AgeOf(secret, now)).DefaultIfEmpty().Max().TotalSeconds);
    }

    /// <summary>One that does not open says nothing of itself.</summary>
    private TimeSpan AgeOf(StoredDocument secret, DateTimeOffset now)
    {
        try
        {
            return now - secrets.Open(secret).Value.SuppliedAt;
        }
        catch (CryptographicException)
        {
            return TimeSpan.Zero;
        }
    }
}
