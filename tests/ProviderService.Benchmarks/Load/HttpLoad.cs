using System.Diagnostics;
using System.Net;

namespace ProviderService.Benchmarks.Load;

/// <summary>
/// Keeps a number of connections busy, each with one request at a time (a closed loop). A few threads serve the connections in turn:
/// they send on one and go on to the answer that is due next, which takes two system calls a request and no scheduler.
/// </summary>
internal sealed class HttpLoad(int connections)
{
    private static readonly int Threads = Environment.ProcessorCount;

    /// <summary>Loads a server for a while.</summary>
    /// <param name="server">Where it listens, in plain HTTP on loopback.</param>
    /// <param name="duration">How long.</param>
    /// <param name="request">The bytes of the next request on a connection; connections are numbered from 0.</param>
    /// <exception cref="HttpRequestException">An answer was no success.</exception>
    public async Task<LoadResult> RunAsync(Uri server, TimeSpan duration, Func<int, ReadOnlyMemory<byte>> request)
    {
        var endpoint = IPEndPoint.Parse(server.Authority);
        var threads = Math.Min(Threads, connections);
        var numbers = Enumerable.Range(0, connections).ToLookup(number => number % threads);
        var start = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(
            () => Serve(endpoint, [.. numbers[thread]], duration, request),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return new LoadResult(Stopwatch.GetElapsedTime(start), [.. latencies.SelectMany(list => list)]);
    }

    private static List<TimeSpan> Serve(IPEndPoint server, int[] numbers, TimeSpan duration, Func<int, ReadOnlyMemory<byte>> request)
    {
        var latencies = new List<TimeSpan>();
        var sent = new long[numbers.Length];
        var open = Array.ConvertAll(numbers, _ => new Connection(server));
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < open.Length; i++) Send(i);
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            for (var i = 0; i < open.Length; i++)
            {
                Receive(i);
                Send(i);
            }
        }
        for (var i = 0; i < open.Length; i++) Receive(i);
        Array.ForEach(open, connection => connection.Dispose());
        return latencies;

        void Send(int i)
        {
            sent[i] = Stopwatch.GetTimestamp();
            open[i].Send(request(numbers[i]).Span);
        }

        void Receive(int i)
        {
            open[i].ReceiveSuccess();
            latencies.Add(Stopwatch.GetElapsedTime(sent[i]));
        }
    }
}
