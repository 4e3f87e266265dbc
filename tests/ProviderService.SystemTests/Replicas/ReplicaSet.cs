using System.Net;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Replicas;

/// <summary>What a load balancer does: a request whose replica is gone, or says "not now", goes to the next.</summary>
internal sealed class ReplicaSet(params ServiceProcess[] replicas)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private int _moves;
    private int _refusals;

    /// <summary>How often somebody went to another replica.</summary>
    public int Moves => _moves;

    /// <summary>How many requests were told "not now".</summary>
    public int Refusals => _refusals;

    /// <param name="preferred">The replica to begin with; the one that answered, afterwards.</param>
    public Caller From(int preferred) => new(this, preferred);

    internal sealed class Caller(ReplicaSet set, int preferred)
    {
        private int _current = preferred;

        /// <summary>Sends a request until a replica does it.</summary>
        /// <param name="send">Sends it once. May happen twice over.</param>
        /// <param name="cancellationToken">Gives up.</param>
        public async Task<T> SendAsync<T>(Func<HttpClient, Task<T>> send, CancellationToken cancellationToken)
        {
            while (true)
            {
                try
                {
                    return await send(set.At(_current));
                }
                catch (HttpRequestException exception) when (exception.StatusCode is null or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.TooManyRequests)
                {
                    if (exception.StatusCode is null) MoveOn();
                    else Interlocked.Increment(ref set._refusals);
                    await Task.Delay(Pause, TimeProvider.System, cancellationToken);
                }
            }
        }

        private void MoveOn()
        {
            _current++;
            Interlocked.Increment(ref set._moves);
        }
    }

    private HttpClient At(int index) => replicas[index % replicas.Length].Client;
}
