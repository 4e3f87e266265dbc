using ProviderService.Core.Arm;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>What a PUT of a configuration asks for. Every member but the name may be absent.</summary>
/// <param name="Name">From the path.</param>
/// <param name="RepositoryUrl">Where the desired state lies in Git.</param>
/// <param name="OperatorNamespace">The namespace to install the operator into.</param>
/// <param name="OperatorInstanceName">What the operator is called there.</param>
/// <param name="OperatorType"><c>Flux</c>, in any case.</param>
/// <param name="OperatorScope"><c>cluster</c> or <c>namespace</c>, in any case.</param>
/// <param name="OperatorParams">Command-line flags of the operator.</param>
/// <param name="EnableHelmOperator">Whether to install the Helm operator as well.</param>
/// <param name="HelmOperatorProperties">Its chart.</param>
/// <param name="Credentials">For access to the repository.</param>
internal sealed record SourceControlConfigurationRequest(
    string Name,
    string? RepositoryUrl,
    string? OperatorNamespace,
    string? OperatorInstanceName,
    string? OperatorType,
    string? OperatorScope,
    string? OperatorParams,
    bool? EnableHelmOperator,
    HelmOperatorProperties? HelmOperatorProperties,
    SuppliedCredentials Credentials)
{
    public static SourceControlConfigurationRequest Read(string name, ResourceVersion version, JsonMembers body)
    {
        var knowsCredentials = version.Shape != typeof(SourceControlConfiguration2019Shape);
        var properties = body.Nested("properties");
        return new(
            name, properties?.Text("repositoryUrl"), properties?.Text("operatorNamespace"), properties?.Text("operatorInstanceName"),
            properties?.Text("operatorType"), properties?.Text("operatorScope"), properties?.Text("operatorParams"),
            properties?.Boolean("enableHelmOperator"), ReadHelm(properties?.Nested("helmOperatorProperties")),
            knowsCredentials ? SuppliedCredentials.Read(properties) : SuppliedCredentials.Unknown);
    }

    /// <summary>The settings after this request, with the hosted service's defaults; what the request's version does not know stays.</summary>
    public SourceControlConfigurationSettings ApplyTo(SourceControlConfigurationSettings? current)
    {
        var helm = EnableHelmOperator ?? false;
        return new()
        {
            RepositoryUrl = RepositoryUrl,
            OperatorNamespace = OperatorNamespace ?? "default",
            OperatorInstanceName = OperatorInstanceName ?? "",
            OperatorType = "Flux",
            OperatorScope = OperatorScope ?? "cluster",
            OperatorParams = OperatorFlags.Normalize(OperatorParams),
            EnableHelmOperator = helm,
            HelmOperatorProperties = helm ? HelmOperatorProperties : null,
            SshKnownHostsContents = Credentials.EchoWithoutKnownHosts(current?.SshKnownHostsContents),
        };
    }

    private static HelmOperatorProperties? ReadHelm(JsonMembers? helm) =>
        helm is null ? null : new(helm.Text("chartVersion"), helm.Text("chartValues"));
}
