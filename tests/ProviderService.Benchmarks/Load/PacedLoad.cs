using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ProviderService.Benchmarks.Load;

/// <summary>Sends at a rate of its own, over many connections, whatever the server makes of it (an open loop). Who is refused comes again
/// when its next request is due, and does not care what <c>Retry-After</c> says.</summary>
/// <param name="connections">So many that hardly one is still waiting when its next request is due.</param>
/// <param name="rate">Requests a second, of all connections.</param>
internal sealed class PacedLoad(int connections, double rate)
{
    private readonly TimeSpan _period = TimeSpan.FromSeconds(connections / rate);

    public async Task<PacedResult> RunAsync(Uri server, TimeSpan duration, Func<int, ReadOnlyMemory<byte>> request)
    {
        var endpoint = IPEndPoint.Parse(server.Authority);
        var start = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(Enumerable.Range(0, connections).Select(number => Task.Run(() => ServeAsync(endpoint, number, start, duration, request))));
        var all = answers.SelectMany(list => list).ToList();
        var accepted = all.Where(answer => answer.Status is >= 200 and < 300).Select(answer => answer.Latency);
        var other = all.Where(answer => answer.Status >= 300 && answer.Status != 429).Select(answer => answer.Status).Distinct();
        return new PacedResult(all.Count / duration.TotalSeconds, new LoadResult(duration, [.. accepted]), [.. other]);
    }

    private async Task<List<(int Status, TimeSpan Latency)>> ServeAsync(
        IPEndPoint server, int number, long start, TimeSpan duration, Func<int, ReadOnlyMemory<byte>> request)
    {
        var answers = new List<(int, TimeSpan)>();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server);
        var buffer = new byte[8 * 1024];
        var due = _period * number / connections;
        for (var now = Stopwatch.GetElapsedTime(start); now < duration; now = Stopwatch.GetElapsedTime(start))
        {
            if (due > now) await Task.Delay(due - now, TimeProvider.System);
            var sent = Stopwatch.GetTimestamp();
            await socket.SendAsync(request(number));
            answers.Add((await ReceiveAsync(socket, buffer), Stopwatch.GetElapsedTime(sent)));
            now = Stopwatch.GetElapsedTime(start);
            due = due + _period > now ? due + _period : now;
        }

        return answers;
    }

    /// <returns>The status.</returns>
    private static async Task<int> ReceiveAsync(Socket socket, byte[] buffer)
    {
        var (received, end) = (0, -1);
        while (end < 0)
        {
            received += await ReadAsync(socket, buffer, received);
            end = buffer.AsSpan(0, received).IndexOf("\r\n\r\n"u8);
        }

        var total = end + 4 + Connection.ContentLength(buffer.AsSpan(0, end));
        while (received < total) received += await ReadAsync(socket, buffer, received);
        return int.Parse(buffer.AsSpan("HTTP/1.1 ".Length, 3), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<int> ReadAsync(Socket socket, byte[] buffer, int received) =>
        await socket.ReceiveAsync(buffer.AsMemory(received)) is > 0 and var count ? count : throw new HttpRequestException("The server closed the connection.");
}

/// <summary>What became of a paced load.</summary>
/// <param name="Offered">Requests a second that were sent.</param>
/// <param name="Accepted">Those that were answered 2xx.</param>
/// <param name="Failures">Every status that is neither 2xx nor 429.</param>
internal sealed record PacedResult(double Offered, LoadResult Accepted, IReadOnlyList<int> Failures);
