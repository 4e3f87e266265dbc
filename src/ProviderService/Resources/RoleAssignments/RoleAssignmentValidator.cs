using FluentValidation;
using ProviderService.Hosting;

namespace ProviderService.Resources.RoleAssignments;

/// <summary>The bounds on role assignments.</summary>
internal sealed class RoleAssignmentValidator : AbstractValidator<RoleAssignmentRequest>
{
    private const int MaxDescription = 1024;

    public RoleAssignmentValidator()
    {
        RuleFor(asked => asked.Name).Must(IsGuid).WithErrorCode("InvalidRoleAssignmentId")
            .WithMessage("The role assignment ID is not valid. The role assignment ID must be a GUID.").OverridePropertyName("roleAssignmentName");
        RuleFor(asked => asked.RoleDefinitionId).NotEmpty().WithErrorCode("InvalidRoleDefinitionId")
            .WithMessage("'properties.roleDefinitionId' must be the id of a role definition.").OverridePropertyName("properties.roleDefinitionId");
        RuleFor(asked => asked.PrincipalId).Must(IsGuid).WithErrorCode("InvalidPrincipalId")
            .WithMessage("'properties.principalId' must be an object id, which is a GUID.").OverridePropertyName("properties.principalId");
        RuleFor(asked => asked.PrincipalType).OneOf("properties.principalType", "User", "Group", "ServicePrincipal");
        RuleFor(asked => asked.Description).MaximumLength(MaxDescription).WithErrorCode("InvalidDescription")
            .WithMessage($"'properties.description' has at most {MaxDescription} characters.").OverridePropertyName("properties.description");
        // To leave a condition out would grant more than was asked for.
        RuleFor(asked => asked.Condition).Empty().WithErrorCode("ConditionNotSupported")
            .WithMessage("Conditions are not supported.").OverridePropertyName("properties.condition");
    }

    private static bool IsGuid(string? text) => Guid.TryParse(text, out _);
}
