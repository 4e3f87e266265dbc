using System.Text.Json.Serialization;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Resources.Providers;
using ProviderService.Resources.ResourceGroups;
using ProviderService.Resources.RoleAssignments;
using ProviderService.Resources.SourceControlConfigurations;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Resources;

/// <summary>How documents are stored. Members may be added; one that was written must stay readable.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProviderRegistrationsDocument))]
[JsonSerializable(typeof(ResourceGroupDocument))]
[JsonSerializable(typeof(RoleAssignmentDocument))]
[JsonSerializable(typeof(ConnectedClusterDocument))]
[JsonSerializable(typeof(ConnectedClusterIndexEntry))]
[JsonSerializable(typeof(ClusterAgentDocument))]
[JsonSerializable(typeof(SourceControlConfigurationDocument))]
[JsonSerializable(typeof(ConfigurationStatusDocument))]
[JsonSerializable(typeof(SubscriptionDocument))]
internal sealed partial class DocumentJson : JsonSerializerContext;
