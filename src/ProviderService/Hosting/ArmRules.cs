using FluentValidation;
using ProviderService.Core.Arm;

namespace ProviderService.Hosting;

/// <summary>ARM's rules that several resource types share, and the way from FluentValidation to ARM's error details.</summary>
internal static class ArmRules
{
    private const int MaxTags = 50;
    private const int MaxTagName = 512;
    private const int MaxTagValue = 256;

    /// <summary>Adds what the validator finds to the faults found so far, and refuses the request if there are any.</summary>
    /// <exception cref="ArmException">400.</exception>
    public static void Check<T>(this IValidator<T> validator, T request, Faults faults)
    {
        using var span = ValidationInstrumentation.Start();
        foreach (var failure in validator.Validate(request).Errors)
            faults.Add(failure.ErrorCode, failure.ErrorMessage, failure.PropertyName);
        faults.ThrowIfAny();
    }

    public static void ResourceGroupName<T>(this IRuleBuilderInitial<T, string> name) => name
        .Must(value => value.Length <= 90 && !value.EndsWith('.') && value.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '(' or ')'))
        .WithErrorCode("InvalidResourceGroupName")
        .WithMessage("A resource group name has at most 90 letters, digits, '_', '-', '.', '(' and ')', and does not end with a period.")
        .OverridePropertyName("resourceGroupName");

    /// <summary>A word of a closed list, in any case; absent is allowed.</summary>
    public static IRuleBuilderOptions<T, string?> OneOf<T>(this IRuleBuilder<T, string?> word, string target, params string[] words) => word
        .Must(value => value is null || words.Contains(value, StringComparer.OrdinalIgnoreCase))
        .WithErrorCode("InvalidValue")
        .WithMessage($"'{target}' must be one of '{string.Join("', '", words)}'.")
        .OverridePropertyName(target);

    public static void ArmTags<T>(this IRuleBuilderInitial<T, IReadOnlyDictionary<string, string>?> tags) => tags
        .Must(value => value is null || value.Count <= MaxTags)
        .WithErrorCode("TooManyTags")
        .WithMessage($"A resource has at most {MaxTags} tags.")
        .Must(value => value is null || value.All(tag => tag.Key.Length is > 0 and <= MaxTagName && tag.Value.Length <= MaxTagValue))
        .WithErrorCode("InvalidTag")
        .WithMessage($"A tag has a name of 1 to {MaxTagName} characters and a value of at most {MaxTagValue}.")
        .OverridePropertyName("tags");
}
