using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using ProviderService.Benchmarks.Stores;

namespace ProviderService.Benchmarks.Fleet;

/// <summary>Those who would be agents and are not: many connections that never finish a request, and requests, one every ten milliseconds,
/// with forged tokens, headers without end and bodies that do not come.</summary>
internal sealed class Attack : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Drip = TimeSpan.FromSeconds(1);

    private readonly Uri _server;
    private readonly HttpClient _http;
    private readonly string[] _tokens;
    private readonly string _path;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _attacks;
    private int _requests;
    private int _successes;

    /// <param name="server">Where the service listens, without TLS.</param>
    /// <param name="cluster">Whose state they want.</param>
    /// <param name="other">A cluster that they have a good token of.</param>
    /// <param name="connections">How many never finish a request; every tenth is in the middle of a body.</param>
    public Attack(Uri server, string cluster, string other, int connections)
    {
        (_server, _http, _path, _tokens) = (server, FleetClient.Create(server), $"/agent/v1{cluster}", Forge(cluster, other));
        _attacks = [RequestAsync(), .. Enumerable.Range(0, connections).Select(number => HangAsync(number, Drip * number / connections))];
    }

    /// <summary>Requests that were answered.</summary>
    public int Requests => _requests;

    /// <summary>Those that got what they wanted.</summary>
    public int Successes => _successes;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_attacks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _stop.Dispose();
    }

    private static string[] Forge(string cluster, string other)
    {
        using var key = RSA.Create(2048);
        var publicKey = new SymmetricSecurityKey(Arm.AgentKey.ExportRSAPublicKey());
        return
        [
            AgentToken.Of(cluster, token => token.SigningCredentials = new(new RsaSecurityKey(key), SecurityAlgorithms.RsaSha256)),
            AgentToken.Of(cluster, token => token.SigningCredentials = new(publicKey, SecurityAlgorithms.HmacSha256)),
            AgentToken.Of(cluster, token => token.SigningCredentials = null),
            AgentToken.Of(cluster, token => (token.IssuedAt, token.NotBefore, token.Expires) = (Hours(-3), Hours(-3), Hours(-2))),
            AgentToken.Of(cluster, token => (token.IssuedAt, token.NotBefore, token.Expires) = (Hours(2), Hours(2), Hours(3))),
            AgentToken.Of(cluster, token => token.Audience = "another"),
            AgentToken.Of(other),
            new string('x', 40_000),
        ];

        static DateTime Hours(int hours) => TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(hours);
    }

    private async Task RequestAsync()
    {
        using var timer = new PeriodicTimer(Pause, TimeProvider.System);
        for (var i = 0; await timer.WaitForNextTickAsync(_stop.Token); i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{_path}/desiredState");
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {_tokens[i % _tokens.Length]}");
            try
            {
                using var response = await _http.SendAsync(request, _stop.Token);
                _requests++;
                if (response.IsSuccessStatusCode) _successes++;
            }
            catch (HttpRequestException)
            {
                // Sent away in the middle of its headers.
            }
        }
    }

    /// <summary>Begins a request, sends a byte of it a second, and begins again when it is sent away.</summary>
    private async Task HangAsync(int number, TimeSpan delay)
    {
        // All at the same moment would be one peak a second of the simulator's own.
        await Task.Delay(delay, TimeProvider.System, _stop.Token);
        var beginning = number % 10 == 0
            ? $"POST {_path}/status HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {_tokens[0]}\r\nContent-Length: 100000\r\n\r\n{{"
            : $"GET {_path}/desiredState HTTP/1.1\r\nHost: localhost\r\nX-Without-End: ";
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(_server.Host, _server.Port, _stop.Token);
                await client.Client.SendAsync(Encoding.ASCII.GetBytes(beginning), _stop.Token);
                while (true)
                {
                    await Task.Delay(Drip, TimeProvider.System, _stop.Token);
                    await client.Client.SendAsync("x"u8.ToArray(), _stop.Token);
                }
            }
            catch (SocketException)
            {
                // Sent away.
            }
        }
    }
}
