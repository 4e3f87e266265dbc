using System.Text.RegularExpressions;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>The address of a Git repository. Anything is allowed but a password, which would be stored and answered as plain text.</summary>
internal static partial class RepositoryUrl
{
    /// <summary>Whether the user information of the URL (RFC 3986, section 3.2.1) has a password.</summary>
    public static bool HasPassword(string? url) => url is not null && Password().IsMatch(url);

    [GeneratedRegex(@"^\s*([a-z][a-z0-9+.-]*:)?//[^/?#:]*:[^/?#]+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Password();
}
