using ProviderService.Core.Documents;
using ProviderService.Core.Storage;
using ProviderService.Resources;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Resources.ResourceGroups;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Jobs;

/// <summary>
/// Removes what deleted subscriptions, groups and clusters contained. What is marked as deleted stays until nothing of it is left, so that a sweep that
/// was cut off is taken up again; every step is conditional, so that two sweeps at once do no harm.
/// </summary>
internal sealed class DeletionSweep(
    IDocumentStore store, SealedDocuments documents, ClusterDeletion clusters, GroupDeletion groups, SubscriptionDeletion subscriptions,
    DeletionSignal signal, TimeProvider time, ILogger<DeletionSweep> logger) : BackgroundService
{
    private const int BatchSize = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await TrySweepAsync(stoppingToken);
            await signal.WaitAsync(Interval, stoppingToken);
        }
    }

    /// <summary>Sweeps all that is due. What fails is left for the next round and holds up nothing else.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await SweepAsync(SubscriptionStates.DocumentId, cancellationToken);
        await SweepAsync(ConnectedClusterKeys.ClusterId, cancellationToken);
        await SweepAsync(ResourceGroupStore.Prefix, cancellationToken);
    }

    private async Task SweepAsync(string idPrefix, CancellationToken cancellationToken)
    {
        // What fails stays due, at the head: the next batch has to reach beyond it.
        var failed = new HashSet<DocumentKey>();
        List<StoredDocument> batch;
        do
        {
            var due = await store.DueAsync(idPrefix, time.GetUtcNow(), BatchSize + failed.Count, cancellationToken);
            batch = [.. due.Where(document => !failed.Contains(document.Document.Key))];
            foreach (var document in batch)
                if (!await TryCompleteAsync(document, cancellationToken)) failed.Add(document.Document.Key);
        }
        while (batch.Count >= BatchSize);
    }

    private async Task TrySweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SweepAsync(cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            Log.SweepFailed(logger, exception);
        }
    }

    private async Task<bool> TryCompleteAsync(StoredDocument due, CancellationToken cancellationToken)
    {
        try
        {
            await CompleteAsync(due, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.SweepFailed(logger, exception);
            return false;
        }
    }

    private async Task CompleteAsync(StoredDocument due, CancellationToken cancellationToken)
    {
        if (ConnectedClusterKeys.IsKey(due.Document.Key))
            await clusters.CompleteAsync(documents.Open(due, DocumentJson.Default.ConnectedClusterDocument), cancellationToken);
        else if (ResourceGroupStore.IsKey(due.Document.Key))
            await groups.CompleteAsync(documents.Open(due, DocumentJson.Default.ResourceGroupDocument), cancellationToken);
        else if (SubscriptionStates.IsKey(due.Document.Key))
            await subscriptions.EmptyAsync(documents.Open(due, DocumentJson.Default.SubscriptionDocument), cancellationToken);
    }
}
