using ProviderService.Core.Storage;

namespace ProviderService.Azure.Cosmos;

/// <summary>Says why there is no answer. Only status codes: the SDK's messages can repeat what was sent.</summary>
internal static class CosmosFailure
{
    public static Exception Of(CosmosAnswer answer) => answer.Outcome switch
    {
        CosmosOutcome.TooLarge => new DocumentTooLargeException("The document is larger than the 2 MB that Cosmos DB keeps in an item."),
        CosmosOutcome.Throttled => new StoreThrottledException(Describe(answer)) { RetryAfter = AtLeastASecond(answer.RetryAfter) },
        _ => new StoreUnavailableException(Describe(answer)) { RetryAfter = AtLeastASecond(answer.RetryAfter) },
    };

    /// <summary>The write may have happened, and somebody else may have written since.</summary>
    public static StoreUnavailableException Unsettled() => new("Cosmos DB did not answer a write, and what became of it cannot be told.");

    private static string Describe(CosmosAnswer answer) =>
        $"Cosmos DB answered {(int)answer.Status}/{answer.SubStatus}{(answer.Failure is { } failure ? $" ({failure.GetType().Name})" : "")}.";

    private static TimeSpan AtLeastASecond(TimeSpan? wait) => wait > TimeSpan.FromSeconds(1) ? wait.Value : TimeSpan.FromSeconds(1);
}
