using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace ProviderService.Benchmarks.Fleet;

/// <summary>HTTP for a fleet.</summary>
internal static class FleetClient
{
    /// <summary>Each has some 28,000 ports.</summary>
    private const int SourceAddresses = 64;

    private static int _connections;

    /// <summary>HTTP/1.1: a connection for each request that is held.</summary>
    /// <param name="server">Where the service listens.</param>
    /// <param name="authority">The certificate (PEM) that it is trusted by; <see langword="null"/> for those that the machine trusts.</param>
    /// <param name="version">With HTTP/2, one connection for all requests.</param>
    public static HttpClient Create(Uri server, string? authority = null, Version? version = null)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan };
        if (server.IsLoopback) handler.ConnectCallback = ConnectAsync;
        if (authority is not null) handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trust(authority) };
        return new HttpClient(handler)
        {
            BaseAddress = server,
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = version ?? HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    private static X509ChainPolicy Trust(string authority) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { X509Certificate2.CreateFromPem(File.ReadAllText(authority)) },
        RevocationMode = X509RevocationMode.NoCheck,
    };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var source = (byte)(1 + (uint)Interlocked.Increment(ref _connections) % SourceAddresses);
        socket.Bind(new IPEndPoint(new IPAddress([127, 0, 1, source]), 0));
        await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
