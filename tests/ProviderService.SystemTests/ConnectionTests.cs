using System.Net.Sockets;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests;

public sealed class ConnectionTests(RunningService service) : IClassFixture<RunningService>
{
    [Fact]
    public async Task Chunked_requests_share_a_connection()
    {
        var connections = 0;
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync });
        client.BaseAddress = service.Process.AddressOf("http");
        client.DefaultRequestHeaders.Authorization = service.Client.DefaultRequestHeaders.Authorization;
        client.DefaultRequestHeaders.TransferEncodingChunked = true;

        for (var i = 0; i < 5; i++) await client.SetUpAsync(Arm.Group($"g{i}"), Arm.GroupBody());

        Assert.Equal(1, connections);

        async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
        {
            connections++;
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
    }
}
