using System.Net.Http.Headers;
using ProviderService.Tests.Resources.ConnectedClusters;

namespace ProviderService.Tests.Diagnostics;

/// <summary>Requests of every kind, good and bad, with a marker wherever a caller can write one and telemetry has no business.</summary>
internal sealed class MarkedTraffic
{
    private readonly List<string> _markers = [];

    /// <summary>Whether a text holds a marker that was sent.</summary>
    public bool IsMarked(string text) => _markers.Any(marker => text.Contains(marker, StringComparison.OrdinalIgnoreCase));

    /// <summary>Sends them.</summary>
    /// <returns>The cluster that they are about.</returns>
    public async Task<TestCluster> SendAsync(HttpClient client)
    {
        client.DefaultRequestHeaders.UserAgent.ParseAdd(Marker());
        var cluster = await TestCluster.CreateAsync(client);
        await cluster.PutAsync("cfg", $$"""{"repositoryUrl":"https://example.org/{{Marker()}}","{{Marker()}}":1}""", headers: Mark);
        await cluster.GetAsync("cfg");
        await cluster.ListAsync();
        await SendRefusedAsync(cluster);
        await cluster.SendAsync(HttpMethod.Get, cluster.Id, $"2021-10-01&token={Marker()}&{Marker()}=1");
        await cluster.DeleteAsync("cfg", Mark);
        return cluster;
    }

    private async Task SendRefusedAsync(TestCluster cluster)
    {
        await cluster.PutAsync("cfg", $$$"""{"operatorType":"{{{Marker()}}}","operatorParams":{"{{{Marker()}}}":"{{{Marker()}}}"}}""");
        await cluster.PutAsync("cfg", $$$"""{"configurationProtectedSettings":{"sshPrivateKey":"{{{Marker()}}}"}}""");
        await cluster.PutAsync("cfg", $$$"""{"configurationProtectedSettings":{"{{{Marker()}}}":"{{{Marker()}}}"}}""");
        await cluster.PutAsync("cfg", $$$"""{"repositoryUrl":"https://user:{{{Marker()}}}@example.org/"}""");
        await cluster.PutAsync("cfg", $"{Marker()} is not JSON");
        await cluster.PutAsync("cfg", version: Marker());
        await cluster.PutAsync("cfg", headers: headers => headers.IfMatch.ParseAdd($"\"{Marker()}\""));
        await cluster.PutAsync("cfg", headers: headers => headers.Authorization = new AuthenticationHeaderValue("Bearer", Marker()));
        await cluster.SendAsync(new HttpMethod(Marker()), cluster.Id, "2021-10-01");
        await cluster.SendAsync(HttpMethod.Get, "/nowhere", Marker());
    }

    private void Mark(HttpRequestHeaders headers)
    {
        headers.Host = $"{Marker()}.example.org";
        headers.Referrer = new Uri($"https://example.org/{Marker()}");
        headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        headers.Add("tracestate", $"vendor={Marker()}");
        headers.Add("baggage", $"key={Marker()}");
        headers.Add("Cookie", $"session={Marker()}");
        headers.Add("X-Forwarded-For", Marker());
        headers.Add("x-ms-client-request-id", Marker());
        headers.Add("x-ms-correlation-request-id", Marker());
    }

    private string Marker()
    {
        var marker = $"marker{Guid.NewGuid():N}";
        _markers.Add(marker);
        return marker;
    }
}
