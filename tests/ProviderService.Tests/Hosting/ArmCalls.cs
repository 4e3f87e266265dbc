using System.Net.Http.Headers;
using System.Text;

namespace ProviderService.Tests.Hosting;

/// <summary>How tests call the service.</summary>
internal static class ArmCalls
{
    public static async Task<HttpResponseMessage> CallAsync(
        this HttpClient client, HttpMethod method, string path, string version, string? body = null, Action<HttpRequestHeaders>? headers = null)
    {
        using var request = new HttpRequestMessage(method, $"{path}?api-version={version}");
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        headers?.Invoke(request.Headers);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
