using FluentValidation;
using ProviderService.Hosting;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>What the published document requires of a connected cluster, and the bounds on its name.</summary>
internal sealed class ConnectedClusterValidator : AbstractValidator<ConnectedClusterRequest>
{
    public ConnectedClusterValidator()
    {
        RuleFor(cluster => cluster.Name).ClusterName();
        RuleFor(cluster => cluster.Location).NotEmpty().WithErrorCode("LocationRequired")
            .WithMessage("The location property is required for this definition.").OverridePropertyName("location");
        RuleFor(cluster => cluster.Tags).ArmTags();
        RuleFor(cluster => cluster.IdentityType).OneOf("identity.type", "SystemAssigned", "None").NotNull().WithErrorCode("MissingProperty")
            .WithMessage("'identity.type' is required.").OverridePropertyName("identity.type");
        RuleFor(cluster => cluster.Settings.AgentPublicKeyCertificate).NotNull().WithErrorCode("MissingProperty")
            .WithMessage("'properties.agentPublicKeyCertificate' is required.").OverridePropertyName("properties.agentPublicKeyCertificate");
        RuleFor(cluster => cluster.Settings.Since2024!.AzureHybridBenefit).HybridBenefit().When(cluster => cluster.Settings.Since2024 is not null);
        RuleFor(cluster => cluster.Settings.Since2024!.PrivateLinkState).OneOf("properties.privateLinkState", "Enabled", "Disabled")
            .When(cluster => cluster.Settings.Since2024 is not null);
    }
}

/// <summary>The same for a PATCH.</summary>
internal sealed class ConnectedClusterPatchValidator : AbstractValidator<ConnectedClusterPatch>
{
    public ConnectedClusterPatchValidator()
    {
        RuleFor(cluster => cluster.Tags).ArmTags();
        RuleFor(cluster => cluster.AzureHybridBenefit).HybridBenefit();
    }
}

file static class ConnectedClusterRules
{
    public static void ClusterName<T>(this IRuleBuilderInitial<T, string> name) => name
        .Must(value => value.Length is >= 1 and <= 63 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))
        .WithErrorCode("InvalidResourceName")
        .WithMessage("A cluster name has 1 to 63 ASCII letters, digits, '_', '-' and '.'.")
        .OverridePropertyName("clusterName");

    public static IRuleBuilderOptions<T, string?> HybridBenefit<T>(this IRuleBuilderInitial<T, string?> value, string target = "properties.azureHybridBenefit") =>
        value.OneOf(target, "True", "False", "NotApplicable");
}
