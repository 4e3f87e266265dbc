using ProviderService.Core.Arm;
using ProviderService.Hosting;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Resources.ResourceGroups;
using ProviderService.Resources.SourceControlConfigurations;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Resources.RoleAssignments;

/// <summary>What roles can be assigned at. A resource that is deleted takes its roles with it: the next of its name is another scope.</summary>
internal sealed class RoleScopes(
    SubscriptionDirectory subscriptions, ResourceGroupStore groups, ConnectedClusterStore clusters, SourceControlConfigurationStore configurations)
{
    /// <summary>As route templates, with what distinguishes their operations.</summary>
    public static readonly IReadOnlyList<(string Path, string Suffix)> Paths =
    [
        (SubscriptionType.Instance.Path, ""),
        (ResourceGroupType.Instance.Path, "ForResourceGroup"),
        (ConnectedClusterType.Instance.Path, "ForCluster"),
        (SourceControlConfigurationType.Instance.Path, "ForConfiguration"),
    ];

    /// <summary>Whether a scope still is the one that a role was assigned at.</summary>
    public async ValueTask<bool> IsAsync(ResourceId scope, Guid uid, CancellationToken cancellationToken) =>
        await FindUidAsync(scope, cancellationToken) == uid;

    /// <exception cref="ArmException">404: there is no such scope.</exception>
    public async ValueTask<Guid> RequireAsync(ResourceId scope, CancellationToken cancellationToken)
    {
        subscriptions.Require(scope);
        return await FindUidAsync(scope, cancellationToken)
            ?? throw (scope.Parent!.Parent is null ? ArmErrors.ResourceGroupNotFound(scope.Name) : ArmErrors.ResourceNotFound(scope));
    }

    /// <summary>A subscription is made once and for all, so that it needs none of its own.</summary>
    private async ValueTask<Guid?> FindUidAsync(ResourceId scope, CancellationToken cancellationToken)
    {
        if (scope.Parent is null) return Guid.Empty;
        if (scope.Parent.Parent is null) return (await groups.FindLiveAsync(scope, cancellationToken))?.Uid;
        return scope.Type.Equals(SourceControlConfigurationType.Instance.FullName, StringComparison.OrdinalIgnoreCase)
            ? await configurations.FindUidAsync(scope, cancellationToken)
            : (await clusters.FindLiveAsync(scope, cancellationToken))?.Uid;
    }
}
