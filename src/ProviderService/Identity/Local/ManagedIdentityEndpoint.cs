using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using ProviderService.Hosting;

namespace ProviderService.Identity.Local;

/// <summary>
/// Issues tokens of one principal, which has no roles of its own, to whatever runs on this machine: the managed identity of the Azure
/// Instance Metadata Service.
/// </summary>
internal sealed class ManagedIdentityEndpoint(LocalTokens tokens, LocalAuthority authority, TimeProvider time)
{
    public const string Path = "/metadata/identity/oauth2/token";

    public static readonly Guid AppId = new("00000000-0000-0000-0000-000000000002");

    public static readonly Guid ObjectId = new("00000000-0000-0000-0000-000000000003");

    private const string Name = "managed-identity";

    /// <exception cref="OAuthException">The caller is elsewhere, or the request is not good.</exception>
    public async Task<IResult> AnswerAsync(HttpContext context)
    {
        CheckOrigin(context);
        var parameters = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : null;
        CheckIdentity(Find("client_id") ?? Find("object_id"));
        var resource = Find("resource") ?? throw OAuthException.InvalidRequest("The parameter 'resource' is missing.");
        if (!authority.IsOurs(context.Request, resource)) throw new OAuthException(400, "invalid_resource", "The resource is not this service.");
        context.Response.Headers.CacheControl = "no-store";
        return Answer(resource, tokens.Issue(ServicePrincipal.ClaimsOf(AppId, ObjectId, Name), TokenEndpoint.Lifetime, authority.IssuerOf(context.Request)));

        string? Find(string name) => parameters?[name].FirstOrDefault() ?? context.Request.Query[name].FirstOrDefault();
    }

    /// <summary>The header keeps away requests that somebody got a browser or another service to send; a proxy's were not sent from here.</summary>
    private static void CheckOrigin(HttpContext context)
    {
        if (context.Request.Headers["Metadata"] is not [{ } header] || !header.Equals("true", StringComparison.OrdinalIgnoreCase))
            throw OAuthException.InvalidRequest("The header 'Metadata: true' is missing.");
        if (context.Request.Headers.ContainsKey("X-Forwarded-For") || context.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address))
            throw new OAuthException(403, "access_denied", "Tokens of the managed identity are for this machine alone.");
    }

    private static void CheckIdentity(string? asked)
    {
        if (asked is not null && (!Guid.TryParse(asked, out var id) || (id != AppId && id != ObjectId)))
            throw OAuthException.InvalidRequest("Identity not found.");
    }

    /// <summary>All members are strings here.</summary>
    private ArmResult Answer(string resource, string token)
    {
        var now = time.GetUtcNow();
        return new(200, new JsonObject
        {
            ["access_token"] = token,
            ["client_id"] = AppId.ToString(),
            ["expires_in"] = Seconds((long)TokenEndpoint.Lifetime.TotalSeconds),
            ["ext_expires_in"] = Seconds((long)TokenEndpoint.Lifetime.TotalSeconds),
            ["expires_on"] = Seconds((now + TokenEndpoint.Lifetime).ToUnixTimeSeconds()),
            ["not_before"] = Seconds(now.ToUnixTimeSeconds()),
            ["resource"] = resource,
            ["token_type"] = "Bearer",
        });
    }

    private static string Seconds(long seconds) => seconds.ToString(CultureInfo.InvariantCulture);
}
