using Azure.Core;
using Microsoft.Azure.Cosmos;

namespace ProviderService.Azure.Cosmos;

/// <summary>Makes the one client that a process needs. It does not connect yet.</summary>
internal static class CosmosClients
{
    /// <summary>How long the SDK waits and tries again when the account is throttled; within <see cref="CosmosRequests.Patience"/>.</summary>
    private static readonly TimeSpan ThrottlingPatience = TimeSpan.FromSeconds(3);

    /// <param name="options">Which account, and how to speak with it.</param>
    /// <param name="credential">Signs in when the options have no key.</param>
    public static CosmosClient Create(CosmosOptions options, TokenCredential credential)
    {
        var endpoint = options.Endpoint!.AbsoluteUri;
        return string.IsNullOrEmpty(options.Key)
            ? new CosmosClient(endpoint, credential, ClientOptions(options))
            : new CosmosClient(endpoint, options.Key, ClientOptions(options));
    }

    private static CosmosClientOptions ClientOptions(CosmosOptions options) => new()
    {
        ApplicationName = "ProviderService",
        ConnectionMode = options.Gateway ? ConnectionMode.Gateway : ConnectionMode.Direct,
        LimitToEndpoint = options.Gateway,
        UseSystemTextJsonSerializerWithOptions = CosmosJson.Default.Options,
        MaxRetryWaitTimeOnRateLimitedRequests = ThrottlingPatience,
    };
}
