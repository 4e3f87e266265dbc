using FluentValidation;
using ProviderService.Core.Arm;
using ProviderService.Hosting;

namespace ProviderService.Resources.ResourceGroups;

/// <summary>What a PUT or PATCH of a resource group asks for.</summary>
internal sealed record ResourceGroupRequest(string Name, string? Location, IReadOnlyDictionary<string, string>? Tags, bool SetsTags, string? ManagedBy)
{
    public static ResourceGroupRequest Read(string name, JsonMembers body) =>
        new(name, body.Text("location"), body.Map("tags"), body.Has("tags"), body.Text("managedBy"));
}

/// <summary>ARM's bounds on resource groups.</summary>
internal sealed class ResourceGroupValidator : AbstractValidator<ResourceGroupRequest>
{
    public ResourceGroupValidator()
    {
        RuleFor(group => group.Name).ResourceGroupName();
        RuleFor(group => group.Location).NotEmpty().WithErrorCode("LocationRequired")
            .WithMessage("The location property is required for this definition.").OverridePropertyName("location");
        RuleFor(group => group.Tags).ArmTags();
    }
}

/// <summary>The same for a PATCH, which changes tags alone.</summary>
internal sealed class ResourceGroupPatchValidator : AbstractValidator<ResourceGroupRequest>
{
    public ResourceGroupPatchValidator() => RuleFor(group => group.Tags).ArmTags();
}
