using ProviderService.Core.Arm;

namespace ProviderService.Hosting;

/// <summary>The errors that more than one feature answers, in ARM's words.</summary>
internal static class ArmErrors
{
    public static ArmException SubscriptionNotFound(string subscription) =>
        Gateway(404, "SubscriptionNotFound", $"The subscription '{subscription}' could not be found.");

    public static ArmException ResourceGroupNotFound(string group) =>
        Gateway(404, "ResourceGroupNotFound", $"Resource group '{group}' could not be found.");

    /// <summary>A tracked resource, or the parent of the resource that was asked for, does not exist.</summary>
    public static ArmException ResourceNotFound(ResourceId id) => Gateway(
        404,
        "ResourceNotFound",
        $"The Resource '{id.Type}/{id.Name}' under resource group '{id.ResourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix");

    /// <summary>Somebody else wrote between the read and the write of this request, several times over.</summary>
    public static ArmException Conflict() =>
        new(409, "Conflict", "Another request changes the same resource; please try again.") { RetryAfter = TimeSpan.FromSeconds(1) };

    private static ArmException Gateway(int status, string code, string message) => new(status, code, message, cause: FailureCause.Gateway);
}
