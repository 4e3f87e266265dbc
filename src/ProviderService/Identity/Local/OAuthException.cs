namespace ProviderService.Identity.Local;

/// <summary>Ends a request for a token with an error of OAuth 2.0 (RFC 6749, section 5.2). Everything in it is shown to the caller.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="error">The code, for programs.</param>
/// <param name="description">For people.</param>
internal sealed class OAuthException(int status, string error, string description) : Exception(description)
{
    public int Status { get; } = status;

    public string Error { get; } = error;

    public static OAuthException InvalidRequest(string description) => new(400, "invalid_request", description);

    /// <summary>Who asks is not known, or not known by this secret.</summary>
    public static OAuthException InvalidClient() => new(401, "invalid_client", "There is no such client, or its secret is another.");

    public static OAuthException Busy() => new(503, "temporarily_unavailable", "Too many sign in at once; please try again.");
}
