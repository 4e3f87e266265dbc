using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace ProviderService.Identity.Local;

/// <summary>The parameters of a request for a token (RFC 6749, appendix B).</summary>
internal sealed class TokenRequest
{
    private const string Basic = "Basic ";

    private static readonly FormOptions Limits = new() { BufferBodyLengthLimit = 16 * 1024, ValueCountLimit = 32, ValueLengthLimit = 8 * 1024, KeyLengthLimit = 256 };

    private readonly IFormCollection _form;

    private TokenRequest(IFormCollection form) => _form = form;

    public string? GrantType => Find("grant_type");

    public string? RefreshToken => Find("refresh_token");

    public string? ClientId { get; private init; }

    public string? ClientSecret { get; private init; }

    /// <summary>What is asked for beside the resource.</summary>
    public IReadOnlyList<string> Scopes => Find("scope")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>What the token is for: the parameter <c>resource</c>, or that of the scope <c>{resource}/.default</c>.</summary>
    public string? Resource => Find("resource") ?? Scopes.FirstOrDefault(scope => scope.EndsWith(DefaultScope, StringComparison.Ordinal))?[..^DefaultScope.Length];

    private const string DefaultScope = "/.default";

    /// <exception cref="OAuthException">400 <c>invalid_request</c>.</exception>
    public static async Task<TokenRequest> ReadAsync(HttpRequest request)
    {
        var form = await ReadFormAsync(request);
        if (form.FirstOrDefault(parameter => parameter.Value.Count > 1).Key is { } twice) throw OAuthException.InvalidRequest($"The parameter '{twice}' is given more than once.");
        var basic = ReadBasic(request);
        return new TokenRequest(form)
        {
            ClientId = basic?.Id ?? form["client_id"].FirstOrDefault(),
            ClientSecret = basic?.Secret ?? form["client_secret"].FirstOrDefault(),
        };
    }

    private string? Find(string name) => _form[name] is [{ Length: > 0 } value] ? value : null;

    private static async Task<IFormCollection> ReadFormAsync(HttpRequest request)
    {
        if (!request.HasFormContentType) throw OAuthException.InvalidRequest("The content type must be 'application/x-www-form-urlencoded'.");
        try
        {
            return await request.ReadFormAsync(Limits, request.HttpContext.RequestAborted);
        }
        catch (InvalidDataException)
        {
            throw OAuthException.InvalidRequest("The form is malformed or too large.");
        }
    }

    /// <summary>The other way to name a client (RFC 6749, section 2.3.1): both parts are encoded as in a form.</summary>
    private static (string Id, string Secret)? ReadBasic(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)) return null;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Basic.Length..].Trim(), bytes, out var length)) return null;
        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return parts.Length == 2 ? (Decode(parts[0]), Decode(parts[1])) : null;
    }

    private static string Decode(string text) => System.Net.WebUtility.UrlDecode(text);
}
