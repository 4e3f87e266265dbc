using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;
using ProviderService.Resources.SourceControlConfigurations;

namespace ProviderService.Jobs;

/// <summary>
/// Deletes the secrets that expire before the next two runs, and those that no configuration refers to. Every step is conditional and
/// starts from what is stored, so that a run may be cut off anywhere, or go on twice at once.
/// </summary>
internal sealed class PurgeExpiredSecrets(IDocumentStore store, CredentialPurge purge, TimeProvider time, ILogger<PurgeExpiredSecrets> logger)
{
    /// <summary>Few enough for the writes of callers to pass in between.</summary>
    private const int BatchSize = 64;

    /// <summary>Looks at all secrets that are due. What fails is left for the next run and holds up nothing else.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        bool mayHaveMore;
        do
        {
            var batch = await store.DueAsync(SecretStore.Prefix, time.GetUtcNow(), BatchSize, cancellationToken);
            var completed = await Task.WhenAll(batch.Select(secret => TryCompleteAsync(secret, cancellationToken)));
            mayHaveMore = batch.Count == BatchSize && completed.Contains(true);
        }
        while (mayHaveMore);
    }

    private async Task<bool> TryCompleteAsync(StoredDocument secret, CancellationToken cancellationToken)
    {
        try
        {
            await purge.CompleteAsync(secret, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.PurgeFailed(logger, exception);
            return false;
        }
    }
}
