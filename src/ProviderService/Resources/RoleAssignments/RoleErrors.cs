using ProviderService.Core.Arm;

namespace ProviderService.Resources.RoleAssignments;

/// <summary>The errors of Microsoft.Authorization, in its words.</summary>
internal static class RoleErrors
{
    public static ArmException NoSuchRole(string id) =>
        Failed(404, "RoleDefinitionDoesNotExist", $"The specified role definition with ID '{id}' does not exist.");

    public static ArmException NotFound(string name) =>
        Failed(404, "RoleAssignmentNotFound", $"The role assignment '{name}' is not found.");

    public static ArmException Exists(Guid name) => Failed(
        409, "RoleAssignmentExists", $"The role assignment already exists. The ID of the existing role assignment is {name:N}.");

    public static ArmException Fixed() => Failed(
        400, "RoleAssignmentUpdateNotPermitted", "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.");

    public static ArmException TooMany() =>
        Failed(400, "RoleAssignmentLimitExceeded", "The role assignment limit for the subscription is exceeded. No more role assignments can be created.");

    public static ArmException InvalidFilter(string supported) =>
        Failed(400, "InvalidFilterInQueryString", $"Invalid $filter in the query string. Supported are {supported}.");

    private static ArmException Failed(int status, string code, string message) => new(status, code, message);
}
