using System.Net;
using System.Net.Sockets;
using System.Text;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Hostile;

/// <summary>Callers who begin requests and do not finish them, while an agent waits.</summary>
public sealed class StalledConnectionTests(RunningService service) : IClassFixture<RunningService>, IDisposable
{
    private const string Unfinished = "GET /agent/v1/subscriptions HTTP/1.1\r\nHost: localhost\r\nX-Without-End: ";

    private readonly List<TcpClient> _connections = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _connections.ForEach(connection => connection.Dispose());

    [Fact]
    public async Task A_thousand_requests_without_an_end_keep_no_agent_from_its_change()
    {
        using var agent = new Agent();
        await service.Client.SetUpAsync(Arm.Group("g"), Arm.GroupBody());
        await service.Client.SetUpAsync(Arm.Cluster("g", "c"), Arm.ClusterBody(agent.PublicKey));
        var cluster = Arm.ClusterId("g", "c");
        var known = await agent.WaitAsync(service.Client, cluster, null, Cancelled);
        for (var i = 0; i < 1000; i++) await BeginAsync(Unfinished);

        var waiting = agent.WaitAsync(service.Client, cluster, known!.ETag, Cancelled);
        await service.Client.SetUpAsync(Arm.Configuration("g", "c", "new"), Arm.ConfigurationBody());
        Assert.Equal(["new"], (await waiting)!.Configurations.Keys);
    }

    [Fact]
    public async Task Headers_beyond_all_bounds_are_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/agent/v1{Arm.ClusterId("g", "c")}/desiredState");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {new string('x', 64 * 1024)}");
        using var answer = await service.Client.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, answer.StatusCode);
    }

    [Fact]
    [Trait("Run", "full")]
    public async Task A_request_whose_headers_do_not_end_is_sent_away() => await AssertSentAwayAsync(await BeginAsync(Unfinished));

    [Fact]
    [Trait("Run", "full")]
    public async Task A_request_whose_body_does_not_come_is_sent_away() => await AssertSentAwayAsync(await BeginAsync(
        $"PUT {Arm.Group("slow")} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {service.Client.DefaultRequestHeaders.Authorization}\r\n" +
        "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"));

    private async Task<NetworkStream> BeginAsync(string beginning)
    {
        var connection = new TcpClient();
        _connections.Add(connection);
        await connection.ConnectAsync(IPAddress.Loopback, service.Process.AddressOf("http").Port, Cancelled);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(beginning), Cancelled);
        return connection.GetStream();
    }

    /// <summary>Reads to the end, which comes when the service hangs up.</summary>
    private static async Task AssertSentAwayAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var answer = await reader.ReadToEndAsync(Cancelled).WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System, Cancelled);
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
    }
}
