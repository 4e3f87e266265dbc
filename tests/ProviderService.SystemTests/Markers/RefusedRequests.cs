using System.Net.Http.Headers;
using System.Text;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Markers;

/// <summary>Requests that are refused for a random word in them, or for something that stands beside it.</summary>
internal static class RefusedRequests
{
    public static readonly string Marker = MarkedResources.NewMarker();

    private const string Json = "application/json";

    private static readonly string Group = Arm.Group("other");
    private static readonly string Cluster = Arm.Cluster("g", "other", "2024-01-01");
    private static readonly string Configuration = Arm.Configuration("g", "c", "cfg");
    private static readonly string Base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(Marker));

    public static readonly IReadOnlyList<(string Path, string MediaType, string Body)> All =
    [
        With("operatorType", $"\"{Marker}\""),
        With("operatorScope", $"\"{Marker}\""),
        With("operatorNamespace", $"[\"{Marker}\"]"),
        With("operatorParams", $"\"{Marker}\\u0007\""),
        With("enableHelmOperator", $"\"{Marker}\""),
        With("helmOperatorProperties", $"\"{Marker}\""),
        With("repositoryUrl", $"\"https://user:{Marker}@example.com/r\""),
        With("sshKnownHostsContents", $"\"{Marker}!\""),
        With("sshKnownHostsContents", $"\"{Base64}\""),
        With("configurationProtectedSettings", $$"""{"any":"{{Marker}}"}"""),
        With("configurationProtectedSettings", $$"""{"any":["{{Marker}}"]}"""),
        With("configurationProtectedSettings", $$"""{"httpsUser":"!{{Marker}}"}"""),
        With("configurationProtectedSettings", $$"""{"httpsKey":"{{Base64}}"}"""),
        With("configurationProtectedSettings", $$"""{"sshPrivateKey":"{{Base64}}"}"""),
        (Configuration, Json, $$"""{"properties":"{{Marker}}"}"""),
        (Configuration, Json, $$"""{"properties":{"repositoryUrl":"{{Marker}}" """),
        (Configuration, Json, $"[\"{Marker}\"]"),
        (Configuration, Json, Marker),
        (Configuration, "text/plain", Marker),
        (Cluster, Json, $$"""{"location":["{{Marker}}"],"identity":{"type":"{{Marker}}"},"tags":{"t":["{{Marker}}"]} }"""),
        (Cluster, Json, $$"""{"location":"eastus","properties":{"azureHybridBenefit":"{{Marker}}","privateLinkState":"{{Marker}}"} }"""),
        (Group, Json, $$"""{"location":"eastus","tags":["{{Marker}}"]}"""),
    ];

    /// <summary>Creates the parents, so that the bodies alone are at fault.</summary>
    public static async Task PrepareAsync(HttpClient client)
    {
        await client.SetUpAsync(Arm.Group("g"), Arm.GroupBody());
        await client.SetUpAsync(Arm.Cluster("g", "c"), Arm.ClusterBody());
    }

    /// <returns>The answer, headers and all, as text.</returns>
    public static async Task<string> SendAsync(HttpClient client, (string Path, string MediaType, string Body) refused)
    {
        using var content = new StringContent(refused.Body, Encoding.UTF8, new MediaTypeHeaderValue(refused.MediaType));
        using var answer = await client.PutAsync(refused.Path, content, TestContext.Current.CancellationToken);
        Assert.InRange((int)answer.StatusCode, 400, 499);
        return $"{answer}\n{await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    }

    private static (string Path, string MediaType, string Body) With(string property, string value) =>
        (Configuration, Json, $"{{\"properties\":{{\"{property}\":{value}}}}}");
}
