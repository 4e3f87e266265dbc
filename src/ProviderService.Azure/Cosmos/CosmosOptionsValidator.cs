using Microsoft.Extensions.Options;

namespace ProviderService.Azure.Cosmos;

/// <summary>Says what is wrong with the settings before anything connects.</summary>
internal sealed class CosmosOptionsValidator : IValidateOptions<CosmosOptions>
{
    public ValidateOptionsResult Validate(string? name, CosmosOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(CosmosOptions options)
    {
        if (options.Endpoint is not { IsAbsoluteUri: true, Scheme: "https" or "http" } endpoint)
            yield return $"{CosmosOptions.Section}:Endpoint must be the URL of a Cosmos DB account, such as https://name.documents.azure.com/.";
        else if (endpoint.Scheme == Uri.UriSchemeHttp && !(options.Gateway && endpoint.IsLoopback))
            yield return $"{CosmosOptions.Section}:Endpoint may be plain http only for an emulator on this machine, with {CosmosOptions.Section}:Gateway set.";
        if (!IsBase64(options.Key)) yield return $"{CosmosOptions.Section}:Key is not a key of a Cosmos DB account, which is base64.";
        if (string.IsNullOrWhiteSpace(options.Database)) yield return $"{CosmosOptions.Section}:Database must not be empty.";
        if (string.IsNullOrWhiteSpace(options.Container)) yield return $"{CosmosOptions.Section}:Container must not be empty.";
    }

    private static bool IsBase64(string? key) => string.IsNullOrEmpty(key) || Convert.TryFromBase64String(key, new byte[key.Length], out _);
}
