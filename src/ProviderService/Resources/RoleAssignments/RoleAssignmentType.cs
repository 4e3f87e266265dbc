using ProviderService.Core.Arm;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Resources.RoleAssignments;

/// <summary>The declaration of <c>Microsoft.Authorization/roleAssignments</c>, which exist at every scope.</summary>
internal static class RoleAssignmentType
{
    /// <summary>What follows the scope in a path.</summary>
    public const string Collection = "/providers/Microsoft.Authorization/roleAssignments";

    public static readonly ResourceType Instance = new()
    {
        Namespace = "Microsoft.Authorization",
        Name = "roleAssignments",
        Singular = "RoleAssignment",
        Path = SubscriptionType.Instance.Path + Collection + "/{roleAssignmentName}",
        CollectionPaths = [SubscriptionType.Instance.Path + Collection],
        Versions = [new("2020-04-01-preview", typeof(RoleAssignmentShape)), new("2022-04-01", typeof(RoleAssignmentShape))],
        Actions =
        [
            new("read", "Get information about a role assignment.", "Reads or lists role assignments."),
            new("write", "Create role assignment.", "Assigns a role at a scope."),
            new("delete", "Delete role assignment.", "Takes a role away."),
        ],
    };
}
