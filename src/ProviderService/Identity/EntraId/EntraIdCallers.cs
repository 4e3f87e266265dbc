using System.Security.Claims;
using Microsoft.Extensions.Options;

namespace ProviderService.Identity.EntraId;

/// <summary>Makes of what a token of Entra ID says, in either of its versions, the caller that the rest of the service knows.</summary>
internal sealed class EntraIdCallers(IOptions<OwnerOptions> options)
{
    /// <summary>What version 2.0 and guests' tokens call a user or a client, most wanted first.</summary>
    private static readonly string[] UserNames = [CallerClaims.UserPrincipalName, "preferred_username", "unique_name", "email"];

    private readonly IReadOnlySet<Guid> _owners = options.Value.Ids!;

    public ClaimsPrincipal Of(ClaimsPrincipal token)
    {
        // What a tenant calls its application roles is no business of ours: none of them may pass as our administrator.
        var claims = token.Claims.Where(claim => claim.Type is not (CallerClaims.Roles or CallerClaims.UserPrincipalName or CallerClaims.ApplicationId)).ToList();
        Add(CallerClaims.UserPrincipalName, IsUser(token) ? UserNames.Select(token.FindFirstValue).FirstOrDefault(name => name is not null) : null);
        Add(CallerClaims.ApplicationId, token.FindFirstValue(CallerClaims.ApplicationId) ?? token.FindFirstValue("azp"));
        Add(CallerClaims.Roles, IsOwner(token) ? LocalAdministrator.Role : null);
        return new ClaimsPrincipal(new ClaimsIdentity(claims, EntraIdAuthenticationHandler.SchemeName, CallerClaims.Name, CallerClaims.Roles));

        void Add(string type, string? value)
        {
            if (value is not null) claims.Add(new Claim(type, value));
        }
    }

    /// <summary>Only what a user has delegated has scopes.</summary>
    private static bool IsUser(ClaimsPrincipal token) => token.HasClaim(claim => claim.Type == "scp");

    private bool IsOwner(ClaimsPrincipal token) =>
        Guid.TryParse(token.FindFirstValue(CallerClaims.ObjectId), out var id) && _owners.Contains(id);
}
