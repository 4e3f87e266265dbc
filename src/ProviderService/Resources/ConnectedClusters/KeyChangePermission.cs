using ProviderService.Core.Arm;
using ProviderService.Hosting;
using ProviderService.Identity.Authorization;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>
/// Whether a caller may give a cluster that exists another key. Whoever holds the key reads the credentials that are supplied from then
/// on, so it takes an action that Contributor and Owner grant, and a role that is there to connect clusters does not.
/// </summary>
internal sealed class KeyChangePermission(RoleAuthorizer roles)
{
    public static readonly string Action = $"{ConnectedClusterType.Instance.ActionPrefix}/agentPublicKeyCertificate/write";

    /// <returns>What the caller is told if it tries; <see langword="null"/> when it may.</returns>
    public async ValueTask<ArmException?> RefusalAsync(ArmRequest request) =>
        await roles.AllowAsync(request.Http.User, Action, request.Id, Reach.At, request.Aborted)
            ? null
            : AuthorizationErrors.Failed(request.Http.User, Action, request.Id);
}
