using ProviderService.Core.Arm;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>The declaration of <c>Microsoft.KubernetesConfiguration/sourceControlConfigurations</c>.</summary>
internal static class SourceControlConfigurationType
{
    private const string Collection =
        "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/{clusterRp}/{clusterResourceName}/{clusterName}"
        + "/providers/Microsoft.KubernetesConfiguration/sourceControlConfigurations";

    public static readonly ResourceType Instance = new()
    {
        Namespace = "Microsoft.KubernetesConfiguration",
        Name = "sourceControlConfigurations",
        Singular = "SourceControlConfiguration",
        Title = "SourceControlConfigurationClient",
        Path = Collection + "/{sourceControlConfigurationName}",
        CollectionPaths = [Collection],
        Versions =
        [
            new("2019-11-01-preview", typeof(SourceControlConfiguration2019Shape)),
            new("2020-07-01-preview", typeof(SourceControlConfigurationShape)),
            new("2020-10-01-preview", typeof(SourceControlConfigurationShape)),
            new("2021-03-01", typeof(SourceControlConfigurationShape)),
            new("2021-05-01-preview", typeof(SourceControlConfigurationShape), listed: false),
            new("2021-11-01-preview", typeof(SourceControlConfigurationShape), listed: false),
            new("2022-01-01-preview", typeof(SourceControlConfigurationShape), listed: false),
            new("2022-03-01", typeof(SourceControlConfigurationShape)),
            new("2022-07-01", typeof(SourceControlConfigurationShape)),
            new("2022-11-01", typeof(SourceControlConfigurationShape)),
            new("2023-05-01", typeof(SourceControlConfigurationShape)),
        ],
        DefaultVersion = ApiVersion.Parse("2022-03-01"),
        Capabilities = "SupportsExtension",
        Locations = AzureRegions.Names,
        SupportedVersionsHeader =
            "2019-11-01-Preview, 2020-07-01-Preview, 2020-10-01-Preview, 2021-03-01, 2021-05-01-preview, 2022-03-01, 2022-07-01, 2022-11-01, 2023-05-01",
        Actions =
        [
            Action("write", "Creates or updates source control configuration."),
            Action("read", "Gets source control configuration."),
            Action("delete", "Deletes source control configuration."),
        ],
    };

    /// <summary>The published operations list shows the action's full name to people as well.</summary>
    private static ResourceAction Action(string name, string description) =>
        new(name, $"Microsoft.KubernetesConfiguration/sourceControlConfigurations/{name}", description);
}
