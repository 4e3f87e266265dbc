namespace ProviderService.Tests.Identity.Authorization;

/// <summary>
/// What everybody is answered at every route, in this order: nobody, a bad token, a reader and a writer of the subscription, an owner of
/// another resource group, the agent of the cluster, the agent of another, the administrator. <c>in</c> is whatever the endpoint says.
/// </summary>
public static class AuthorizationMatrix
{
    private const string Anybody = "in in in in in in in in";
    private const string EveryCaller = "401 401 in in in 401 401 in";
    private const string RolesBelow = EveryCaller; // The list shows what lies where the role is.
    private const string Readers = "401 401 in in 403 401 401 in";
    private const string Writers = "401 401 403 in 403 401 401 in";
    private const string Administrator = "401 401 403 403 403 401 401 in";
    private const string ItsAgent = "401 401 401 401 401 in 404 401";
    private const string ItsAgentAtPing = "401 401 401 401 401 in 401 401"; // It says what is wrong with a token.
    private const string BrowsersOfThisMachine = "403 403 403 403 403 403 403 403";

    private const string Subscription = "/subscriptions/{subscriptionId}";
    private const string Group = $"{Subscription}/resourcegroups/{{resourceGroupName}}";
    private const string Clusters = "/providers/Microsoft.Kubernetes/connectedClusters";
    private const string Cluster = $"{Group}{Clusters}/{{clusterName}}";
    private const string Configurations =
        $"{Subscription}/resourceGroups/{{resourceGroupName}}/providers/{{clusterRp}}/{{clusterResourceName}}/{{clusterName}}"
        + "/providers/Microsoft.KubernetesConfiguration/sourceControlConfigurations";
    private const string Configuration = $"{Configurations}/{{sourceControlConfigurationName}}";
    private const string Agent = $"/agent/v1{Subscription}/resourceGroups/{{resourceGroupName}}{Clusters}/{{clusterName}}";

    /// <summary>Every route, and its answers.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> Rows =>
    [
        .. At(Anybody,
            "GET /", "GET /healthz/live", "GET /healthz/ready", "GET /metadata/endpoints", "GET /common/discovery/instance",
            "GET /{tenant}/.well-known/openid-configuration", "GET /{tenant}/v2.0/.well-known/openid-configuration", "GET /{tenant}/discovery/v2.0/keys",
            "GET /{tenant}/oauth2/authorize", "GET /{tenant}/oauth2/v2.0/authorize", "POST /{tenant}/oauth2/token", "POST /{tenant}/oauth2/v2.0/token"),
        .. At(EveryCaller,
            "GET /subscriptions", "GET /tenants", "GET /providers", "GET /providers/{resourceProviderNamespace}",
            "GET /providers/Microsoft.Kubernetes/operations", "GET /providers/Microsoft.KubernetesConfiguration/operations",
            "GET /providers/Microsoft.Kubernetes/locations/{location}/operationStatuses/{operationId}", $"GET {Subscription}/operationresults/{{operationId}}"),
        .. At(RolesBelow,
            $"GET {Subscription}", $"GET {Subscription}/providers", $"GET {Subscription}/providers/{{resourceProviderNamespace}}",
            $"GET {Subscription}/resourcegroups", $"GET {Subscription}/resources", $"GET {Subscription}{Clusters}"),
        .. At(Readers,
            $"GET {Group}", $"HEAD {Group}", $"GET {Group}/resources", $"GET {Group}{Clusters}", $"GET {Cluster}", $"GET {Configurations}", $"GET {Configuration}"),
        .. At(Writers,
            $"PUT {Group}", $"PATCH {Group}", $"DELETE {Group}", $"PUT {Cluster}", $"PATCH {Cluster}", $"DELETE {Cluster}",
            $"POST {Cluster}/listClusterUserCredential", $"PUT {Configuration}", $"DELETE {Configuration}",
            $"POST {Subscription}/providers/{{resourceProviderNamespace}}/register", $"POST {Subscription}/providers/{{resourceProviderNamespace}}/unregister"),
        .. At(Administrator,
            "GET /admin/v1/keys", "POST /admin/v1/keys/reseal", "POST /admin/v1/keys/rotate", "POST /admin/v1/purge", "GET /admin/v1/leases",
            $"PUT {Subscription}", "GET /admin/v1/servicePrincipals/",
            "POST /admin/v1/servicePrincipals/", "DELETE /admin/v1/servicePrincipals/{appId}", "GET /hangfire/{**path}", "GET /metrics"),
        .. At(ItsAgent, $"GET {Agent}/desiredState", $"POST {Agent}/status"),
        .. At(ItsAgentAtPing, $"GET {Agent}/ping"),
        .. At(BrowsersOfThisMachine, "POST /hangfire/sign-in"),
        .. Roles(Subscription, RolesBelow),
        .. Roles(Group, Readers),
        .. Roles(Cluster, Readers),
        .. Roles(Configuration, Readers),
    ];

    private static IEnumerable<TheoryDataRow<string, string>> At(string answers, params string[] routes) =>
        routes.Select(route => new TheoryDataRow<string, string>(route, answers));

    /// <summary>Only an owner assigns roles, and the writer is none.</summary>
    private static IEnumerable<TheoryDataRow<string, string>> Roles(string scope, string lists)
    {
        var (assignments, definitions) = ($"{scope}/providers/Microsoft.Authorization/roleAssignments", $"{scope}/providers/Microsoft.Authorization/roleDefinitions");
        return
        [
            .. At(lists, $"GET {assignments}", $"GET {definitions}"),
            .. At(Readers, $"GET {assignments}/{{roleAssignmentName}}", $"GET {definitions}/{{roleDefinitionId}}"),
            .. At(Administrator, $"PUT {assignments}/{{roleAssignmentName}}", $"DELETE {assignments}/{{roleAssignmentName}}"),
        ];
    }
}
