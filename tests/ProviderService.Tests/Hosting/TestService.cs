using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using ProviderService.Identity;

namespace ProviderService.Tests.Hosting;

/// <summary>The whole service in process, on an embedded store of its own in a new directory, with a clock that the test moves.</summary>
public sealed class TestService : WebApplicationFactory<Program>
{
    public const string Subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("provider-service-");
    private HttpClient? _client;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));

    /// <summary>Settings on top of the defaults; to be set before the first request.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>A client that is signed in as the local administrator.</summary>
    public HttpClient Client => _client ??= SignedIn();

    public Task<HttpResponseMessage> GetAsync(string pathAndQuery) => Client.GetAsync(new Uri(pathAndQuery, UriKind.Relative));

    public Task<HttpResponseMessage> DeleteAsync(string pathAndQuery) => Client.DeleteAsync(new Uri(pathAndQuery, UriKind.Relative));

    public Task<HttpResponseMessage> PutAsync(string pathAndQuery, string json) => SendAsync(HttpMethod.Put, pathAndQuery, json);

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string pathAndQuery, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(pathAndQuery, UriKind.Relative));
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request);
    }

    /// <summary>Makes a resource group, and answers its path.</summary>
    public async Task<string> CreateGroupAsync(string name)
    {
        var path = $"{Subscription}/resourceGroups/{name}";
        (await PutAsync($"{path}?api-version=2021-04-01", """{"location":"eastus"}""")).EnsureSuccessStatusCode();
        return path;
    }

    /// <summary>Makes a cluster in a group that exists, and answers its path.</summary>
    public async Task<string> CreateClusterAsync(string group, string name)
    {
        var path = $"{group}/providers/Microsoft.Kubernetes/connectedClusters/{name}";
        var body = """{"location":"eastus","identity":{"type":"SystemAssigned"},"properties":{"agentPublicKeyCertificate":""}}""";
        (await PutAsync($"{path}?api-version=2021-10-01", body)).EnsureSuccessStatusCode();
        return path;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Embedded:DataDirectory", _directory.FullName);
        foreach (var (key, value) in Settings) builder.UseSetting(key, value);
        builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time)));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private HttpClient SignedIn()
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        var token = Services.GetRequiredService<LocalTokens>().Issue(LocalAdministrator.Claims, AdminToken.Lifetime);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}

/// <summary>What tests read from answers.</summary>
internal static class Answers
{
    public static async Task<JsonObject> JsonAsync(this HttpResponseMessage response) =>
        (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    public static async Task<string> ErrorCodeAsync(this HttpResponseMessage response) =>
        (string)(await response.JsonAsync())["error"]!["code"]!;
}
