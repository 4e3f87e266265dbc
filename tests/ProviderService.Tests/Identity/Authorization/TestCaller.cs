using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Identity;
using ProviderService.Identity.Local;
using ProviderService.Resources.RoleDefinitions;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Identity.Authorization;

/// <summary>A program that is signed in and has the roles that the test gives it.</summary>
internal sealed class TestCaller : IDisposable
{
    private const string Version = "2022-04-01";

    private readonly TestService _service;

    public TestCaller(TestService service, params Guid[] groups)
    {
        _service = service;
        var claims = ServicePrincipal.ClaimsOf(AppId, ObjectId, "caller");
        if (groups.Length > 0) claims["groups"] = groups.Select(group => group.ToString()).ToArray();
        Client = service.CreateClient();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", service.Services.GetRequiredService<LocalTokens>().Issue(claims, TimeSpan.FromDays(365)));
    }

    public Guid AppId { get; } = Guid.NewGuid();

    public Guid ObjectId { get; } = Guid.NewGuid();

    public HttpClient Client { get; }

    public static async Task<TestCaller> WithRoleAsync(TestService service, RoleDefinition role, string scope)
    {
        var caller = new TestCaller(service);
        using var answer = await caller.AssignAsync(role, scope);
        answer.EnsureSuccessStatusCode();
        return caller;
    }

    /// <summary>Has the administrator assign a role, to this caller unless somebody else is named.</summary>
    public Task<HttpResponseMessage> AssignAsync(RoleDefinition role, string scope, Guid? principal = null, Guid? name = null) =>
        AssignAsync(_service.SignedIn(), role, scope, principal ?? ObjectId, name);

    /// <summary>Assigns a role.</summary>
    public static Task<HttpResponseMessage> AssignAsync(HttpClient by, RoleDefinition role, string scope, Guid principal, Guid? name = null) =>
        by.CallAsync(HttpMethod.Put, $"{scope}/providers/Microsoft.Authorization/roleAssignments/{name ?? Guid.NewGuid()}", Version, Body(role, principal));

    public static string Body(RoleDefinition role, Guid principal) => new JsonObject
    {
        ["properties"] = new JsonObject
        {
            ["roleDefinitionId"] = $"{TestService.Subscription}/providers/Microsoft.Authorization/roleDefinitions/{role.Id}",
            ["principalId"] = principal.ToString(),
            ["principalType"] = "ServicePrincipal",
        },
    }.ToJsonString();

    public Task<HttpResponseMessage> CallAsync(HttpMethod method, string path, string version, string? body = null) =>
        Client.CallAsync(method, path, version, body);

    /// <summary>The names of what a list shows.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string path, string version)
    {
        using var answer = await CallAsync(HttpMethod.Get, path, version);
        return [.. (await answer.EnsureSuccessStatusCode().ReadJsonAsync())["value"]!.AsArray().Select(item => (string)(item!["name"] ?? item["subscriptionId"])!)];
    }

    public void Dispose() => Client.Dispose();
}
