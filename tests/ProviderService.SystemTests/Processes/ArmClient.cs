using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ProviderService.SystemTests.Processes;

/// <summary>What tests ask of the service again and again.</summary>
internal static class ArmClient
{
    /// <summary>Sends a resource and returns what came back, whatever its status.</summary>
    public static Task<HttpResponseMessage> PutAsync(this HttpClient client, string path, JsonNode body) =>
        client.PutAsJsonAsync(path, body, TestContext.Current.CancellationToken);

    /// <summary>Creates or updates a resource.</summary>
    /// <exception cref="HttpRequestException">It was refused.</exception>
    public static async Task SetUpAsync(this HttpClient client, string path, JsonNode body)
    {
        using var answer = await client.PutAsync(path, body);
        if (answer.IsSuccessStatusCode) return;
        var reason = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        throw new HttpRequestException($"PUT {path}: {answer.StatusCode}, {reason}", inner: null, answer.StatusCode);
    }

    /// <summary>Reads a resource; <see langword="null"/> when there is none.</summary>
    public static async Task<JsonNode?> FindAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The names in a list.</summary>
    public static async Task<IReadOnlyList<string>> ListNamesAsync(this HttpClient client, string path)
    {
        var list = await client.FindAsync(path) ?? throw new HttpRequestException($"GET {path}: not found");
        return [.. list["value"]!.AsArray().Select(resource => (string)resource!["name"]!)];
    }
}
