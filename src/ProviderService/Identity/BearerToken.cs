namespace ProviderService.Identity;

/// <summary>The token in the <c>Authorization</c> header (RFC 6750, section 2.1).</summary>
internal static class BearerToken
{
    private const string Prefix = "Bearer ";

    /// <returns><see langword="null"/> when there is none, or more than one.</returns>
    public static string? Of(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return null;
        var token = header.AsSpan(Prefix.Length).Trim();
        return token.IsEmpty ? null : token.ToString();
    }
}
