using System.Net;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Hostile;

/// <summary>Clients that want to keep others out; the service is as patient as it is by default, divided by ten.</summary>
public sealed class AbuseTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Slow = 500;
    private const int HalfOpen = 10_000;
    private const long Megabyte = 1024 * 1024;

    private readonly ServiceDirectory _directory = new();
    private ServiceProcess _service = null!;

    public async ValueTask InitializeAsync() => _service = await ServiceProcess.StartAsync(
        _directory, "--Kestrel:Limits:RequestHeadersTimeout=00:00:01", "--Limits:RequestTimeout=00:00:03", "--Kestrel:Limits:MaxConcurrentConnections=10100");

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Who_sends_headers_too_slowly_is_cut_off_and_nobody_else_notices()
    {
        var connections = await OpenAsync(Slow, "GET /healthz/live HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        await AssertServesAsync();
        foreach (var connection in connections)
        {
            using (connection) Assert.Matches("^(HTTP/1.1 408 |$)", await connection.ReadToEndAsync());
        }
    }

    [Fact]
    public async Task Who_sends_a_body_too_slowly_is_told_so_and_nobody_else_notices()
    {
        var connections = await OpenAsync(Slow, Put("Content-Length: 1000\r\n") + "{");
        await AssertServesAsync();
        foreach (var connection in connections)
        {
            using (connection) Assert.StartsWith("HTTP/1.1 408 ", await connection.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(101, 1)]
    [InlineData(10, 4000)]
    [InlineData(1, 33_000)]
    public async Task A_flood_of_headers_is_431(int count, int length)
    {
        var headers = string.Concat(Enumerable.Range(0, count).Select(number => $"X-{number}: {new string('x', length)}\r\n"));
        using var connection = await RawConnection.OpenAsync(_service, $"GET /healthz/live HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");
        Assert.StartsWith("HTTP/1.1 431 ", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/healthz/../admin/v1/keys")]
    [InlineData("/healthz/%2e%2e/admin/v1/keys")]
    [InlineData("/healthz/live/..%2f..%2fadmin/v1/keys")]
    [InlineData("/healthz\\..\\admin\\v1\\keys")]
    [InlineData("/healthz/%c0%ae%c0%ae/admin/v1/keys")]
    [InlineData("//admin//v1//keys")]
    [InlineData("/ADMIN/v1/keys")]
    [InlineData("/adm\u00efn/v1/keys")]
    [InlineData("/%61dmin/v1/keys")]
    [InlineData("/swagger/../../../../etc/passwd")]
    [InlineData("/swagger/..%2f..%2f..%2fetc%2fpasswd")]
    public async Task No_spelling_of_a_path_gets_a_stranger_in(string path)
    {
        using var connection = await RawConnection.OpenAsync(_service, $"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.Matches("^HTTP/1.1 40[014] ", await connection.ReadToEndAsync());
    }

    [Fact, Trait("Run", "full")]
    public async Task Ten_thousand_half_open_connections_cost_little_and_one_more_than_may_be_is_closed()
    {
        var before = _service.Resident;
        var half = await OpenAsync(HalfOpen, "");
        var start = TimeProvider.System.GetTimestamp();
        await AssertServesAsync();
        var (answered, growth) = (TimeProvider.System.GetElapsedTime(start), _service.Resident - before);
        output.WriteLine($"{HalfOpen} half-open connections: {growth / Megabyte} MB, a request meanwhile {answered.TotalMilliseconds} ms.");
        Assert.InRange(growth, 0, 250 * Megabyte);

        var more = await OpenAsync(200, "");
        var closed = await Task.WhenAny(more.Select(connection => connection.ReadToEndAsync()));
        Assert.Equal("", await closed);
        foreach (var connection in half.Concat(more)) connection.Dispose();
        await AssertServesAsync();
    }

    private async Task<List<RawConnection>> OpenAsync(int count, string text)
    {
        var connections = new List<RawConnection>(count);
        for (var number = 0; number < count; number++) connections.Add(await RawConnection.OpenAsync(_service, text));
        return connections;
    }

    private async Task AssertServesAsync()
    {
        using var answer = await _service.Client.GetAsync($"{Arm.Subscription}/resourcegroups?api-version=2021-04-01", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private string Put(string headers) =>
        $"PUT {Arm.Group("slow")} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: {_service.Client.DefaultRequestHeaders.Authorization}\r\n{headers}\r\n";
}
