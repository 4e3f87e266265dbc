using System.Text.Json.Serialization.Metadata;
using ProviderService.Core.Arm;
using ProviderService.Core.Documents;
using ProviderService.Core.Storage;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Resources.Providers;

/// <summary>
/// Which providers a subscription may write with. All of them from the start; only what was unregistered is remembered.
/// Unregistering touches no resource: what there is can be read and deleted, and agents are served as before.
/// </summary>
internal sealed class ProviderRegistrations(SealedDocuments documents)
{
    private const string DocumentId = "provider-registrations";

    private static readonly JsonTypeInfo<ProviderRegistrationsDocument> Type = DocumentJson.Default.ProviderRegistrationsDocument;

    /// <returns>The namespaces that are not registered.</returns>
    public async ValueTask<IReadOnlyList<string>> UnregisteredAsync(ResourceId subscription, CancellationToken cancellationToken)
    {
        var stored = await documents.ReadAsync(KeyOf(subscription), Type, cancellationToken);
        return stored?.Value.Unregistered ?? [];
    }

    public ValueTask RegisterAsync(ResourceId subscription, ResourceProvider provider, CancellationToken cancellationToken) =>
        ChangeAsync(subscription, unregistered => unregistered.Except([provider.Namespace]), cancellationToken);

    public ValueTask UnregisterAsync(ResourceId subscription, ResourceProvider provider, CancellationToken cancellationToken) =>
        ChangeAsync(subscription, unregistered => unregistered.Union([provider.Namespace]), cancellationToken);

    private async ValueTask ChangeAsync(
        ResourceId subscription, Func<IEnumerable<string>, IEnumerable<string>> change, CancellationToken cancellationToken) =>
        await documents.ChangeAsync(
            KeyOf(subscription), Type, current => new ProviderRegistrationsDocument([.. change(current?.Unregistered ?? [])]), cancellationToken);

    private static DocumentKey KeyOf(ResourceId subscription) => new(SubscriptionDirectory.PartitionOf(subscription), DocumentId);
}

/// <summary>The registrations of a subscription as they are stored.</summary>
/// <param name="Unregistered">The namespaces that the subscription may not write with.</param>
internal sealed record ProviderRegistrationsDocument(IReadOnlyList<string> Unregistered);
