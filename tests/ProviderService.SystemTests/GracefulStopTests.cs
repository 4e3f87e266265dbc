using System.Net.Sockets;
using System.Text;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests;

public sealed class GracefulStopTests : IDisposable
{
    private const string Body = """{"location":"eastus"}""";

    private readonly ServiceDirectory _directory = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_request_that_has_begun_is_answered_after_the_service_was_told_to_stop()
    {
        await using var service = await ServiceProcess.StartAsync(_directory);
        using var connection = await ConnectAsync(service);
        using var reader = new StreamReader(connection.GetStream(), leaveOpen: true);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(HeadOf(service)), Cancelled);
        // "Continue" comes when the endpoint reads the body: from then on the request is in progress.
        Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync(Cancelled));
        await reader.ReadLineAsync(Cancelled);

        var stopped = service.StopAsync();
        await Poll.UntilAsync("the service to take no more connections", () => IsClosedAsync(service));
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Body), Cancelled);

        Assert.Equal("HTTP/1.1 201 Created", await reader.ReadLineAsync(Cancelled));
        await stopped;
        Assert.Equal(0, service.ExitCode);
    }

    private static string HeadOf(ServiceProcess service) => string.Join("\r\n",
        $"PUT {Arm.Group("g")} HTTP/1.1",
        $"Host: {service.AddressOf("http").Authority}",
        $"Authorization: {service.Client.DefaultRequestHeaders.Authorization}",
        "Content-Type: application/json",
        $"Content-Length: {Body.Length}",
        "Expect: 100-continue",
        "\r\n");

    private static async Task<TcpClient> ConnectAsync(ServiceProcess service)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", service.AddressOf("http").Port, Cancelled);
        return client;
    }

    private static async Task<bool> IsClosedAsync(ServiceProcess service)
    {
        try
        {
            using var client = await ConnectAsync(service);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
