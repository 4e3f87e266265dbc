using ProviderService.Core.Documents;
using ProviderService.Core.Storage;
using ProviderService.Resources;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Resources.ResourceGroups;

namespace ProviderService.Jobs;

/// <summary>
/// Removes what deleted groups and clusters contained. What is marked as deleted stays until nothing of it is left, so that a sweep that
/// was cut off is taken up again; every step is conditional, so that two sweeps at once do no harm.
/// </summary>
internal sealed class DeletionSweep(
    IDocumentStore store, SealedDocuments documents, ClusterDeletion clusters, GroupDeletion groups,
    DeletionSignal signal, TimeProvider time, ILogger<DeletionSweep> logger) : BackgroundService
{
    private const int BatchSize = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SweepAsync(stoppingToken) == BatchSize) ;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.SweepFailed(logger, exception);
            }

            await signal.WaitAsync(Interval, stoppingToken);
        }
    }

    /// <summary>Sweeps a batch of what is due.</summary>
    /// <returns>How many documents were due.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var due = await store.DueAsync(time.GetUtcNow(), BatchSize, cancellationToken);
        foreach (var document in due) await SweepAsync(document, cancellationToken);
        return due.Count;
    }

    private async Task SweepAsync(StoredDocument due, CancellationToken cancellationToken)
    {
        if (ConnectedClusterKeys.IsKey(due.Document.Key))
            await clusters.CompleteAsync(documents.Open(due, DocumentJson.Default.ConnectedClusterDocument), cancellationToken);
        else if (ResourceGroupStore.IsKey(due.Document.Key))
            await groups.CompleteAsync(documents.Open(due, DocumentJson.Default.ResourceGroupDocument), cancellationToken);
    }
}
