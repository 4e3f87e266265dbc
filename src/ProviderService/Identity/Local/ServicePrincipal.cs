using System.Text.Json.Serialization;

namespace ProviderService.Identity.Local;

/// <summary>A program that can sign in, as it is stored, sealed.</summary>
/// <param name="AppId">What it signs in as (<c>client_id</c>).</param>
/// <param name="ObjectId">What roles are assigned to.</param>
/// <param name="DisplayName">What people call it.</param>
/// <param name="Secret">What its secret is compared with.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record ServicePrincipal(Guid AppId, Guid ObjectId, string DisplayName, SecretHash Secret, DateTimeOffset CreatedAt)
{
    /// <summary>The claims of its tokens, named as in those of Microsoft Entra ID.</summary>
    public Dictionary<string, object> Claims => ClaimsOf(AppId, ObjectId, DisplayName);

    public static Dictionary<string, object> ClaimsOf(Guid appId, Guid objectId, string displayName) => new()
    {
        [CallerClaims.ObjectId] = objectId.ToString(),
        [CallerClaims.TenantId] = LocalAdministrator.TenantId.ToString(),
        [CallerClaims.ApplicationId] = appId.ToString(),
        [CallerClaims.ApplicationName] = displayName,
        ["sub"] = objectId.ToString(),
        ["idtyp"] = "app",
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ServicePrincipal))]
internal sealed partial class ServicePrincipalJson : JsonSerializerContext;
