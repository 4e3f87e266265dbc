using ProviderService.Core.Arm;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Resources.RoleDefinitions;

/// <summary>The declaration of <c>Microsoft.Authorization/roleDefinitions</c>: the built-in roles, to be read at every scope.</summary>
internal static class RoleDefinitionType
{
    /// <summary>What follows the scope in a path.</summary>
    public const string Collection = "/providers/Microsoft.Authorization/roleDefinitions";

    public static readonly ResourceType Instance = new()
    {
        Namespace = "Microsoft.Authorization",
        Name = "roleDefinitions",
        Singular = "RoleDefinition",
        Path = SubscriptionType.Instance.Path + Collection + "/{roleDefinitionId}",
        CollectionPaths = [SubscriptionType.Instance.Path + Collection],
        Versions = [new("2018-01-01-preview", typeof(RoleDefinitionShape)), new("2022-04-01", typeof(RoleDefinitionShape))],
        Actions = [new("read", "Get information about a role definition.", "Reads or lists role definitions.")],
    };
}
