using ProviderService.Jobs;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Resources.GenericResources;
using ProviderService.Resources.Operations;
using ProviderService.Resources.ProviderOperations;
using ProviderService.Resources.Providers;
using ProviderService.Resources.ResourceGroups;
using ProviderService.Resources.RoleAssignments;
using ProviderService.Resources.RoleDefinitions;
using ProviderService.Resources.SourceControlConfigurations;
using ProviderService.Resources.Subscriptions;
using ProviderService.Resources.Tenants;

namespace ProviderService.Resources;

/// <summary>The resource types of this service. A new one is added here.</summary>
internal static class ResourceServices
{
    public static IServiceCollection AddResources(this IServiceCollection services)
    {
        services.AddSingleton<DeletionSignal>();
        services.AddSingleton<OperationUrls>();
        services.AddOptions<SubscriptionOptions>().BindConfiguration(SubscriptionOptions.Section).ValidateOnStart();
        services.AddSingleton<SubscriptionDirectory>().AddSingleton<SubscriptionStates>().AddSingleton<SubscriptionDeletion>();
        services.AddSingleton<ProviderRegistrations>();
        services.AddSingleton<ResourceGroupStore>().AddSingleton<GroupDeletion>();
        services.AddSingleton<ResourceGroupValidator>().AddSingleton<ResourceGroupPatchValidator>();
        services.AddSingleton<ConnectedClusterStore>().AddSingleton<ConnectedClusterListing>().AddSingleton<ClusterDeletion>();
        services.AddSingleton(new ClusterHeartbeats()).AddSingleton<ClusterAgents>().AddSingleton<ConnectedClusterShapes>();
        services.AddSingleton<ConnectedClusterValidator>().AddSingleton<ConnectedClusterPatchValidator>();
        services.AddSingleton<KeyChangePermission>();
        services.AddSingleton<RoleScopes>().AddSingleton<AssignedRoles>().AddSingleton<RoleAssignmentStore>().AddSingleton<RoleAssignmentValidator>();
        services.AddSingleton<SourceControlConfigurationStore>().AddSingleton<SourceControlConfigurationValidator>();
        services.AddSingleton<ConfigurationStatuses>();
        services.AddSingleton<ConfigurationCredentials>().AddSingleton<CredentialPurge>();
        return services;
    }

    public static void MapResources(this IEndpointRouteBuilder routes)
    {
        routes.MapSubscriptions();
        routes.MapSubscriptionLifecycle();
        routes.MapTenants();
        routes.MapProviders();
        routes.MapProviderOperations();
        routes.MapGenericResources();
        routes.MapResourceGroups();
        routes.MapRoleDefinitions();
        routes.MapRoleAssignments();
        routes.MapConnectedClusters();
        routes.MapSourceControlConfigurations();
        routes.MapOperations();
    }
}
