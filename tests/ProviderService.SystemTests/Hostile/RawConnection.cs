using System.Net;
using System.Net.Sockets;
using System.Text;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Hostile;

/// <summary>A connection on which a test says what it likes.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<RawConnection> OpenAsync(ServiceProcess service, string text = "")
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(IPAddress.Loopback, service.AddressOf("http").Port, Cancelled);
        await connection.SendAsync(text);
        return connection;
    }

    public async Task SendAsync(string text) => await _socket.SendAsync(Encoding.Latin1.GetBytes(text), Cancelled);

    /// <summary>Reads until the service hangs up.</summary>
    /// <returns>All that it said.</returns>
    public async Task<string> ReadToEndAsync()
    {
        var (text, buffer) = (new StringBuilder(), new byte[8 * 1024]);
        try
        {
            while (await _socket.ReceiveAsync(buffer, Cancelled) is > 0 and var count) text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
        catch (SocketException)
        {
            // It hung up on what it had not read.
        }

        return text.ToString();
    }

    public void Dispose() => _socket.Dispose();
}
