using System.Buffers.Text;
using FluentValidation;
using ProviderService.Hosting;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>Everything that a configuration is refused for; what is not here is taken, as the hosted service does. No message repeats a value.</summary>
internal sealed class SourceControlConfigurationValidator : AbstractValidator<SourceControlConfigurationRequest>
{
    private const int MaxName = 63;

    public SourceControlConfigurationValidator()
    {
        RuleFor(configuration => configuration.Name).Must(IsName).WithErrorCode("InvalidResourceName")
            .WithMessage($"A configuration name has 1 to {MaxName} ASCII letters, digits and hyphens.")
            .OverridePropertyName("sourceControlConfigurationName");
        RuleFor(configuration => configuration.OperatorType).OneOf("properties.operatorType", "Flux");
        RuleFor(configuration => configuration.OperatorScope).OneOf("properties.operatorScope", "cluster", "namespace");
        RuleFor(configuration => configuration.RepositoryUrl).Must(url => !RepositoryUrl.HasPassword(url)).WithErrorCode("PasswordInRepositoryUrl")
            .WithMessage($"'properties.repositoryUrl' contains a password; supply it as 'httpsUser' and 'httpsKey' in '{SuppliedCredentials.ProtectedSettingsPath}'.")
            .OverridePropertyName("properties.repositoryUrl");
        RuleForKnownHosts();
        RuleForProtectedSetting("sshPrivateKey", "base64 of a PEM private key", SshPrivateKey.IsValid);
        RuleForProtectedSetting("httpsUser", "base64", value => Base64.IsValid(value));
        RuleForProtectedSetting("httpsKey", "base64", value => Base64.IsValid(value));
    }

    public static bool IsName(string name) => name.Length is >= 1 and <= MaxName && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private void RuleForKnownHosts() => RuleFor(configuration => configuration.Credentials.SshKnownHostsContents)
        .Must(value => string.IsNullOrEmpty(value) || KnownHosts.IsValid(value)).WithErrorCode("InvalidValue")
        .WithMessage($"'{SuppliedCredentials.SshKnownHostsPath}' must be base64 of a known_hosts file in UTF-8, in the format of sshd(8).")
        .OverridePropertyName(SuppliedCredentials.SshKnownHostsPath);

    private void RuleForProtectedSetting(string name, string expected, Predicate<string> isValid)
    {
        var path = $"{SuppliedCredentials.ProtectedSettingsPath}.{name}";
        RuleFor(configuration => configuration.Credentials.ProtectedSetting(name))
            .Must(value => value is null || isValid(value)).WithErrorCode("InvalidValue").WithMessage($"'{path}' must be {expected}.").OverridePropertyName(path);
    }
}
