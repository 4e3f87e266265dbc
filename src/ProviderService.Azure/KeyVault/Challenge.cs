using System.Text.RegularExpressions;

namespace ProviderService.Azure.KeyVault;

/// <summary>What a vault wants to see: <c>Bearer authorization="https://login.../tenant", resource="https://vault.azure.net"</c>.</summary>
/// <param name="Scope">What the token is to be for.</param>
/// <param name="Tenant">Whose token; <see langword="null"/> when the vault does not say.</param>
internal sealed partial record Challenge(string Scope, string? Tenant)
{
    /// <returns><see langword="null"/> when the header is no challenge of that kind.</returns>
    public static Challenge? Parse(string header)
    {
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return null;
        var members = Member().Matches(header).ToLookup(member => member.Groups[1].Value, member => member.Groups[2].Value, StringComparer.OrdinalIgnoreCase);
        var scope = members["scope"].FirstOrDefault() ?? (members["resource"].FirstOrDefault() is { } resource ? $"{resource.TrimEnd('/')}/.default" : null);
        if (scope is null || !Uri.IsWellFormedUriString(scope, UriKind.Absolute)) return null;
        var authority = members["authorization"].FirstOrDefault() ?? members["authorization_uri"].FirstOrDefault();
        return new Challenge(scope, Uri.TryCreate(authority, UriKind.Absolute, out var uri) ? uri.Segments.ElementAtOrDefault(1)?.Trim('/') : null);
    }

    /// <summary>A host must not be able to ask for tokens that open others.</summary>
    public bool IsFor(string host)
    {
        var resource = new Uri(Scope).Host;
        return host.Equals(resource, StringComparison.OrdinalIgnoreCase) || host.EndsWith($".{resource}", StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex("""([a-z_]+)="([^"]*)" ?""", RegexOptions.IgnoreCase)]
    private static partial Regex Member();
}
