using System.Net;
using Azure;
using Azure.Identity;
using Microsoft.Azure.Cosmos;
using ProviderService.Core.Storage;

namespace ProviderService.Azure.Cosmos;

/// <summary>Sends requests, waits no longer than <see cref="Patience"/> for each, and makes an answer of whatever becomes of it.</summary>
internal sealed class CosmosRequests(TimeProvider time)
{
    /// <summary>Longer than an operation takes in good order by two orders of magnitude; short enough for a caller to wait for a few.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Reads change nothing, so that one that got no answer is sent again.</summary>
    private const int ReadAttempts = 3;

    /// <summary>Sends a request that reads.</summary>
    /// <param name="operation">What the figures call it.</param>
    /// <param name="send">The request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>An answer that is done or absent.</returns>
    /// <exception cref="StoreUnavailableException">There is no answer to be had.</exception>
    public async Task<CosmosAnswer> ReadAsync(
        string operation, Func<CancellationToken, Task<ResponseMessage>> send, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await SendAsync(operation, send, cancellationToken);
            if (answer.Outcome is CosmosOutcome.Done or CosmosOutcome.Absent) return answer;
            if (answer.Outcome != CosmosOutcome.InDoubt || attempt == ReadAttempts) throw CosmosFailure.Of(answer);
        }
    }

    /// <summary>Asks how the container is divided, which the SDK remembers.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public async Task<IReadOnlyList<FeedRange>> RangesAsync(Container container, CancellationToken cancellationToken)
    {
        IReadOnlyList<FeedRange> ranges = [];
        await ReadAsync("ranges", AskAsync, cancellationToken);
        return ranges;

        async Task<ResponseMessage> AskAsync(CancellationToken token)
        {
            ranges = await container.GetFeedRangesAsync(token);
            return new ResponseMessage(HttpStatusCode.OK);
        }
    }

    /// <summary>Sends a request once; whatever becomes of it is in the answer.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public async Task<CosmosAnswer> SendAsync(
        string operation, Func<CancellationToken, Task<ResponseMessage>> send, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var message = await send(either.Token);
            CosmosInstrumentation.Observe(operation, message);
            return await CosmosAnswer.OfAsync(message, cancellationToken);
        }
        catch (CosmosException exception)
        {
            CosmosInstrumentation.Observe(operation, exception);
            return CosmosAnswer.Of(exception);
        }
        catch (Exception exception) when (IsOfTheNetwork(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return CosmosAnswer.None(exception);
        }
    }

    /// <summary>Whoever has no token to show could not send anything either.</summary>
    private static bool IsOfTheNetwork(Exception exception) =>
        exception is OperationCanceledException or HttpRequestException or IOException or AuthenticationFailedException or RequestFailedException;
}
