using ProviderService.Jobs;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Resources.Operations;
using ProviderService.Resources.ResourceGroups;
using ProviderService.Resources.SourceControlConfigurations;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Resources;

/// <summary>The resource types of this service. A new one is added here.</summary>
internal static class ResourceServices
{
    public static IServiceCollection AddResources(this IServiceCollection services)
    {
        services.AddSingleton<DeletionSignal>();
        services.AddSingleton<OperationUrls>();
        services.AddSingleton<SubscriptionDirectory>();
        services.AddSingleton<ResourceGroupStore>().AddSingleton<GroupDeletion>();
        services.AddSingleton<ResourceGroupValidator>().AddSingleton<ResourceGroupPatchValidator>();
        services.AddSingleton<ConnectedClusterStore>().AddSingleton<ClusterDeletion>();
        services.AddSingleton<ConnectedClusterValidator>().AddSingleton<ConnectedClusterPatchValidator>();
        services.AddSingleton<SourceControlConfigurationStore>().AddSingleton<SourceControlConfigurationValidator>();
        return services;
    }

    public static void MapResources(this IEndpointRouteBuilder routes)
    {
        routes.MapResourceGroups();
        routes.MapConnectedClusters();
        routes.MapSourceControlConfigurations();
        routes.MapOperations();
    }
}
