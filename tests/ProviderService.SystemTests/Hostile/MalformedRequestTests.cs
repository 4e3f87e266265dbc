using System.Net;
using System.Net.Sockets;
using System.Text;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Hostile;

public sealed class MalformedRequestTests(RunningService service) : IClassFixture<RunningService>
{
    private const int Changed = 260;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_no_http_is_refused_or_cut_off_and_the_service_stays_healthy()
    {
        var failures = new List<string>();
        foreach (var (number, request) in MalformedRequests.All(Changed).Index())
            if (await StatusLineAsync(request) is { Length: > 0 } status && !IsRefusal(status))
                failures.Add($"Request {number} was answered with {status}:\n{request}");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));

        using var health = await service.Client.GetAsync("/healthz/ready", Cancelled);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Empty(await service.Client.ListNamesAsync($"{Arm.Subscription}/resourcegroups?api-version=2021-04-01"));
    }

    /// <summary>How a server that was greeted in HTTP/2 hangs up: a GOAWAY frame of eight bytes (RFC 9113, section 6.8).</summary>
    private const string GoAway = "\0\0\u0008\u0007";

    /// <summary>505 is no failure of the server: the request names another version of HTTP (RFC 9110, section 15.6.6).</summary>
    private static bool IsRefusal(string status) =>
        status.StartsWith("HTTP/1.1 4", StringComparison.Ordinal) || status.StartsWith(GoAway, StringComparison.Ordinal) || status.StartsWith("HTTP/1.1 505 ", StringComparison.Ordinal);

    /// <returns>The first line of the answer; empty when the connection was closed without one.</returns>
    private async Task<string> StatusLineAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, service.Process.AddressOf("http").Port, Cancelled);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Cancelled);
            client.Client.Shutdown(SocketShutdown.Send);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return await reader.ReadLineAsync(Cancelled) ?? "";
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return "";
        }
    }
}
