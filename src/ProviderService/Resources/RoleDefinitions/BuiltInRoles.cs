namespace ProviderService.Resources.RoleDefinitions;

/// <summary>The roles that there are, with the ids and actions that Azure documents for them.</summary>
internal static class BuiltInRoles
{
    private static readonly string[] OfArc = ["Microsoft.Authorization/*/read", "Microsoft.Insights/alertRules/*"];

    public static readonly RoleDefinition Owner = new(
        new("8e3af657-a8ff-443c-a75c-2fe8c4bcb635"), "Owner",
        "Grants full access to manage all resources, including the ability to assign roles in Azure RBAC.", ["*"], []);

    public static readonly RoleDefinition Contributor = new(
        new("b24988ac-6180-42a0-ab88-20f7382dd24c"), "Contributor",
        "Grants full access to manage all resources, but does not allow you to assign roles in Azure RBAC, manage assignments in Azure Blueprints, or share image galleries.",
        ["*"],
        [
            "Microsoft.Authorization/*/Delete", "Microsoft.Authorization/*/Write", "Microsoft.Authorization/elevateAccess/Action",
            "Microsoft.Blueprint/blueprintAssignments/write", "Microsoft.Blueprint/blueprintAssignments/delete",
            "Microsoft.Compute/galleries/share/action", "Microsoft.Purview/consents/write", "Microsoft.Purview/consents/delete",
            "Microsoft.Resources/deploymentStacks/manageDenySetting/action", "Microsoft.Subscription/cancel/action", "Microsoft.Subscription/enable/action",
        ]);

    public static readonly RoleDefinition Reader = new(
        new("acdd72a7-3385-48ef-bd42-f606fba81ae7"), "Reader", "View all resources, but does not allow you to make any changes.", ["*/read"], []);

    public static readonly RoleDefinition ArcOnboarding = new(
        new("34e09817-6cbe-4d01-b1a2-e0eac5743d41"), "Kubernetes Cluster - Azure Arc Onboarding",
        "Role definition to authorize any user/service to create connectedClusters resource",
        [
            .. OfArc, "Microsoft.Resources/deployments/write", "Microsoft.Resources/subscriptions/operationresults/read",
            "Microsoft.Resources/subscriptions/read", "Microsoft.Resources/subscriptions/resourceGroups/read",
            "Microsoft.Kubernetes/connectedClusters/Write", "Microsoft.Kubernetes/connectedClusters/read", "Microsoft.Support/*",
        ],
        []);

    public static readonly RoleDefinition ExtensionContributor = new(
        new("85cb6faf-e071-4c9b-8136-154b5a04f717"), "Kubernetes Extension Contributor",
        "Can create, update, get, list and delete Kubernetes Extensions, and get extension async operations",
        [
            .. OfArc, "Microsoft.Resources/deployments/*", "Microsoft.Resources/subscriptions/resourceGroups/read",
            "Microsoft.KubernetesConfiguration/extensions/write", "Microsoft.KubernetesConfiguration/extensions/read",
            "Microsoft.KubernetesConfiguration/extensions/delete", "Microsoft.KubernetesConfiguration/extensions/operations/read",
        ],
        []);

    public static readonly IReadOnlyList<RoleDefinition> All = [Owner, Contributor, Reader, ArcOnboarding, ExtensionContributor];

    public static RoleDefinition? Find(Guid id) => All.FirstOrDefault(role => role.Id == id);
}
