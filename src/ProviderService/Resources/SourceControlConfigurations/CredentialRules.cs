using ProviderService.Core.Arm;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>Permission to write a configuration must not be enough to have its stored credentials sent to another server.</summary>
internal static class CredentialRules
{
    private const string RedirectingFlag = "git-url";

    /// <summary>Refuses a change of where stored credentials would go, or of who could take them, by a caller who does not supply them.</summary>
    /// <param name="before">The settings that the credentials were supplied for.</param>
    /// <param name="after">The settings to be.</param>
    /// <param name="knownHosts">What becomes of known_hosts, which vouch for the server.</param>
    /// <exception cref="ArmException">400 <c>CredentialsMustBeResupplied</c>; the target is the first setting at fault.</exception>
    public static void RequireSameDestination(
        SourceControlConfigurationSettings before, SourceControlConfigurationSettings after, CredentialChange knownHosts)
    {
        if (!RepositoryServer.IsSame(before.RepositoryUrl, after.RepositoryUrl)) throw MustBeResupplied("properties.repositoryUrl");
        if (before.OperatorNamespace != after.OperatorNamespace) throw MustBeResupplied("properties.operatorNamespace");
        if (before.OperatorInstanceName != after.OperatorInstanceName) throw MustBeResupplied("properties.operatorInstanceName");
        if (knownHosts != CredentialChange.Keep) throw MustBeResupplied(SuppliedCredentials.SshKnownHostsPath);
        if (before.OperatorParams != after.OperatorParams && (Redirects(before) || Redirects(after))) throw MustBeResupplied("properties.operatorParams");
    }

    /// <summary>Whether the flags name a repository of their own. Quotes and backslashes could hide it from us, not from a shell.</summary>
    private static bool Redirects(SourceControlConfigurationSettings settings) =>
        string.Concat(settings.OperatorParams.Where(c => c is not ('\'' or '"' or '\\'))).Contains(RedirectingFlag, StringComparison.OrdinalIgnoreCase);

    private static ArmException MustBeResupplied(string target) => new(
        400, "CredentialsMustBeResupplied",
        $"The configuration has credentials, and this request changes '{target}'. Supply '{SuppliedCredentials.ProtectedSettingsPath}' again, "
        + "or remove them by sending null. Nothing was changed.",
        target);
}
