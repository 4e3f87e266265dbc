using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ProviderService.Benchmarks.Load;

/// <summary>
/// One HTTP/1.1 connection that is kept alive. It reads no more of an answer than it must, so that the client costs the machine, which
/// it shares with the server, as little as it can.
/// </summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[16 * 1024];

    public Connection(IPEndPoint server) => _socket.Connect(server);

    public void Send(ReadOnlySpan<byte> request)
    {
        while (request.Length > 0) request = request[_socket.Send(request)..];
    }

    /// <summary>Waits for the whole answer.</summary>
    /// <exception cref="HttpRequestException">The answer is no success.</exception>
    public void ReceiveSuccess()
    {
        var received = 0;
        int headers;
        do received += Receive(received);
        while ((headers = _buffer.AsSpan(0, received).IndexOf("\r\n\r\n"u8)) < 0);

        var total = headers + 4 + ContentLength(_buffer.AsSpan(0, headers));
        while (received < total) received += Receive(received);
        if (!_buffer.AsSpan().StartsWith("HTTP/1.1 2"u8)) throw new HttpRequestException(Encoding.UTF8.GetString(_buffer, 0, received));
    }

    public void Dispose() => _socket.Dispose();

    private int Receive(int received)
    {
        if (received == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
        var count = _socket.Receive(_buffer.AsSpan(received));
        return count > 0 ? count : throw new HttpRequestException("The server closed the connection.");
    }

    /// <summary>How long the body behind these headers is.</summary>
    /// <exception cref="HttpRequestException">They do not say.</exception>
    public static int ContentLength(ReadOnlySpan<byte> headers)
    {
        var name = "\r\nContent-Length: "u8;
        var start = headers.IndexOf(name);
        return start >= 0 && Utf8Parser.TryParse(headers[(start + name.Length)..], out int length, out _)
            ? length
            : throw new HttpRequestException("An answer without Content-Length.");
    }
}
