using System.Text.Json.Nodes;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Identity.Local;

/// <summary>How tests make service principals and sign in as them.</summary>
internal static class LocalIdentityCalls
{
    public const string Tenant = "00000000-0000-0000-0000-000000000000";
    public const string TokenPath = $"/{Tenant}/oauth2/v2.0/token";
    public const string Scope = TestService.PublicUrl + "/.default";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <returns>What the administrator is told of the new principal.</returns>
    public static async Task<JsonObject> CreatePrincipalAsync(this TestService service, string name = "ci")
    {
        using var administrator = service.SignedIn();
        using var body = new StringContent($$"""{"displayName":"{{name}}"}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await administrator.PostAsync(new Uri("/admin/v1/servicePrincipals", UriKind.Relative), body, Cancelled);
        return await answer.ReadJsonAsync();
    }

    public static async Task<HttpResponseMessage> AskTokenAsync(this HttpClient client, string path, params (string Name, string Value)[] parameters)
    {
        using var form = new FormUrlEncodedContent(parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value)));
        return await client.PostAsync(new Uri(path, UriKind.Relative), form, Cancelled);
    }

    /// <summary>The form that asks for a token by the principal's secret.</summary>
    public static (string Name, string Value)[] Form(this JsonObject principal, string scope = Scope) =>
    [
        ("grant_type", "client_credentials"), ("client_id", (string)principal["appId"]!), ("client_secret", (string)principal["secret"]!), ("scope", scope),
    ];

    public static async Task<string> SignInAsync(this TestService service, JsonObject principal)
    {
        using var client = service.CreateClient();
        using var answer = await client.AskTokenAsync(TokenPath, principal.Form());
        return (string)(await answer.ReadJsonAsync())["access_token"]!;
    }
}
