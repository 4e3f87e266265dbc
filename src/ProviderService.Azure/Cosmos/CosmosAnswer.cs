using System.Globalization;
using System.Net;
using Microsoft.Azure.Cosmos;

namespace ProviderService.Azure.Cosmos;

/// <summary>How a request to Cosmos DB ended.</summary>
internal enum CosmosOutcome
{
    /// <summary>It did what it was to do.</summary>
    Done,

    /// <summary>There is no such item.</summary>
    Absent,

    /// <summary>The item is not as the request expects it.</summary>
    Conflict,

    /// <summary>The item is larger than Cosmos DB takes.</summary>
    TooLarge,

    /// <summary>Too many requests, though the SDK has waited and tried again.</summary>
    Throttled,

    /// <summary>Nothing happened, and the same request would fare no better.</summary>
    Refused,

    /// <summary>Whether something happened is not known.</summary>
    InDoubt,
}

/// <summary>What Cosmos DB answered.</summary>
/// <param name="Status">The status; 408 when no answer came.</param>
/// <param name="SubStatus">What Cosmos DB adds to the status: 0 with a 404 that is about the item itself.</param>
internal sealed record CosmosAnswer(HttpStatusCode Status, int SubStatus)
{
    public ReadOnlyMemory<byte> Content { get; private init; }

    public string? ETag { get; private init; }

    public string? Continuation { get; private init; }

    public TimeSpan? RetryAfter { get; private init; }

    public Exception? Failure { get; private init; }

    public CosmosOutcome Outcome => (int)Status switch
    {
        < 400 => CosmosOutcome.Done,
        404 when SubStatus == 0 => CosmosOutcome.Absent,
        409 or 412 => CosmosOutcome.Conflict,
        413 => CosmosOutcome.TooLarge,
        429 => CosmosOutcome.Throttled,
        400 or 401 or 403 => CosmosOutcome.Refused,
        _ => CosmosOutcome.InDoubt,
    };

    public static async Task<CosmosAnswer> OfAsync(ResponseMessage message, CancellationToken cancellationToken) =>
        new(message.StatusCode, (int)(Number(message, "x-ms-substatus") ?? 0))
        {
            Content = await ReadAsync(message.Content, cancellationToken),
            ETag = message.Headers.ETag,
            Continuation = message.ContinuationToken,
            RetryAfter = Number(message, "x-ms-retry-after-ms") is { } wait ? TimeSpan.FromMilliseconds(wait) : null,
        };

    public static CosmosAnswer Of(CosmosException exception) =>
        new(exception.StatusCode, exception.SubStatusCode) { RetryAfter = exception.RetryAfter, Failure = exception };

    public static CosmosAnswer None(Exception failure) => new(HttpStatusCode.RequestTimeout, 0) { Failure = failure };

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream? content, CancellationToken cancellationToken)
    {
        if (content is null) return default;
        if (content is MemoryStream memory && memory.TryGetBuffer(out var buffer)) return buffer;
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken);
        return copy.ToArray();
    }

    private static double? Number(ResponseMessage message, string header) =>
        double.TryParse(message.Headers[header], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
