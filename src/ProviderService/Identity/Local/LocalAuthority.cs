using ProviderService.Hosting;

namespace ProviderService.Identity.Local;

/// <summary>Where the identity service is, as its clients see it, and by which names they may call what its tokens open.</summary>
internal sealed class LocalAuthority(PublicUrl publicUrl)
{
    /// <summary>By these the stock clients know ARM if nobody tells them otherwise.</summary>
    private static readonly string[] WellKnownNames = ["https://management.azure.com", "https://management.core.windows.net"];

    public static string TenantId { get; } = LocalAdministrator.TenantId.ToString();

    /// <summary>The root of all URLs, without a slash at its end.</summary>
    public string RootOf(HttpRequest request) => publicUrl.For(request, "").AbsoluteUri.TrimEnd('/');

    /// <summary>The issuer of tokens that are asked for by this request.</summary>
    public string IssuerOf(HttpRequest request) => $"{RootOf(request)}/{TenantId}/v2.0";

    /// <summary>Whether an issuer is this service by any of its addresses. Whether the token is its own, only the signature says.</summary>
    public static bool IsIssuer(string issuer) => issuer == LocalTokens.Issuer || issuer.EndsWith($"/{TenantId}/v2.0", StringComparison.Ordinal);

    /// <summary>Whether a path means this tenant: by its id, by the names for any, or as AD FS, which knows no tenants.</summary>
    public static bool IsTenant(string name) =>
        name.Equals(TenantId, StringComparison.OrdinalIgnoreCase) || name.ToUpperInvariant() is "COMMON" or "ORGANIZATIONS" or Adfs;

    public static bool IsAdfs(string tenant) => tenant.Equals(Adfs, StringComparison.OrdinalIgnoreCase);

    private const string Adfs = "ADFS";

    /// <summary>Whether a client that asks for this resource means this service.</summary>
    public bool IsOurs(HttpRequest request, string resource) =>
        WellKnownNames.Contains(resource.TrimEnd('/'), StringComparer.OrdinalIgnoreCase)
        || (Uri.TryCreate(resource, UriKind.Absolute, out var url) && publicUrl.IsRoot(request, url));
}
