namespace ProviderService.Identity.EntraId;

/// <summary>The settings of <c>AzureAd</c> that this service reads itself; Microsoft.Identity.Web reads these and its others.</summary>
internal sealed class EntraIdOptions
{
    public const string Section = "AzureAd";

    /// <summary>The root of the identity service; sovereign clouds have others.</summary>
    public string Instance { get; set; } = "https://login.microsoftonline.com/";

    /// <summary>The tenant whose tokens count.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>The application that stands for this service in the tenant.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>What tokens are for, beside the client id: an application id URI.</summary>
    public string? Audience { get; set; }

    /// <summary>One tenant, by its id: names such as <c>common</c> would let in everybody's.</summary>
    public bool IsUsable => Guid.TryParse(TenantId, out _) && Guid.TryParse(ClientId, out _) && Uri.TryCreate(Instance, UriKind.Absolute, out _);

    /// <summary>Where clients get tokens, without a slash at its end.</summary>
    public string Authority => $"{Instance.TrimEnd('/')}/{TenantId}";

    /// <summary>What clients ask tokens for.</summary>
    public string Resource => Audience ?? $"api://{ClientId}";
}
