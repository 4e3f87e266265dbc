using System.Text.Json.Nodes;

namespace ProviderService.Tests.Hosting;

/// <summary>What tests ask of an answer.</summary>
internal static class HttpResponseMessageExtensions
{
    public static Task<string> ReadTextAsync(this HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    public static async Task<JsonObject> ReadJsonAsync(this HttpResponseMessage response) =>
        JsonNode.Parse(await response.ReadTextAsync())!.AsObject();

    /// <summary>The only value of a header, or <see langword="null"/> when it is absent.</summary>
    public static string? Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? values.Single() : null;

    /// <summary>The code of an ARM error.</summary>
    public static async Task<string> ReadErrorCodeAsync(this HttpResponseMessage response) =>
        (string)(await response.ReadJsonAsync())["error"]!["code"]!;
}
