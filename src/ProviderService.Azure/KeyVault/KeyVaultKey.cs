using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using ProviderService.Core.Encryption;

namespace ProviderService.Azure.KeyVault;

/// <summary>
/// The two verbs of a Key Vault key that are used here, over REST (api-version 7.4): <c>wrapkey</c> and <c>unwrapkey</c> with RSA-OAEP-256.
/// Stands in for <c>Azure.Security.KeyVault.Keys.Cryptography.CryptographyClient</c>; docs/adr/0017 says why.
/// </summary>
/// <param name="pipeline">Signs in and tries again.</param>
internal sealed partial class KeyVaultKey(HttpPipeline pipeline)
{
    private const string ApiVersion = "7.4";
    private const string Algorithm = "RSA-OAEP-256";

    /// <param name="keyId">The key; without a version, its current one wraps.</param>
    /// <param name="key">What to wrap.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The wrapped key, and the id of the version that wrapped it.</returns>
    /// <exception cref="KeyWrapperUnavailableException">The vault does not do it now.</exception>
    public async ValueTask<(Uri KeyId, byte[] Wrapped)> WrapKeyAsync(Uri keyId, ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
    {
        var result = await CallAsync(keyId, "wrapkey", key, cancellationToken);
        return (result.Kid, Base64Url.DecodeFromChars(result.Value));
    }

    /// <param name="keyId">The version that wrapped the key.</param>
    /// <param name="wrapped">The wrapped key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="KeyWrapperUnavailableException">The vault does not do it now.</exception>
    /// <exception cref="CryptographicException">This version did not wrap that, or it is gone.</exception>
    public async ValueTask<byte[]> UnwrapKeyAsync(Uri keyId, ReadOnlyMemory<byte> wrapped, CancellationToken cancellationToken) =>
        Base64Url.DecodeFromChars((await CallAsync(keyId, "unwrapkey", wrapped, cancellationToken)).Value);

    private async Task<Result> CallAsync(Uri keyId, string verb, ReadOnlyMemory<byte> value, CancellationToken cancellationToken)
    {
        using var message = pipeline.CreateMessage(new RequestContext { CancellationToken = cancellationToken });
        var request = message.Request;
        request.Method = RequestMethod.Post;
        request.Uri.Reset(new Uri($"{keyId.AbsoluteUri.TrimEnd('/')}/{verb}?api-version={ApiVersion}"));
        request.Headers.Add(HttpHeader.Common.JsonContentType);
        request.Headers.Add(HttpHeader.Common.JsonAccept);
        var body = new Call(Algorithm, Base64Url.EncodeToString(value.Span));
        request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(body, Json.Default.Call));
        await SendAsync(message, verb, cancellationToken);
        return Read(message.Response, Json.Default.Result) ?? throw new KeyWrapperUnavailableException($"The vault answered {verb} with nothing.");
    }

    private async Task SendAsync(HttpMessage message, string verb, CancellationToken cancellationToken)
    {
        try
        {
            await pipeline.SendAsync(message, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw new KeyWrapperUnavailableException($"The vault at {message.Request.Uri.Host} does not answer {verb}: {exception.GetBaseException().Message}", exception);
        }

        if (message.Response.IsError) throw Explain(message.Response, verb);
    }

    private static Exception Explain(Response response, string verb)
    {
        var code = Read(response, Json.Default.Refusal)?.Error?.Code ?? "no code";
        return response.Status switch
        {
            400 or 404 when verb == "unwrapkey" => new CryptographicException(
                $"The vault cannot unwrap a data key ({response.Status} {code}): another key wrapped it, or the version of the key that did is gone. Recover it."),
            401 or 403 => new KeyWrapperUnavailableException(
                $"The vault refuses {verb} ({response.Status} {code}). Give this identity the role Key Vault Crypto Service Encryption User on the key."),
            404 => new KeyWrapperUnavailableException($"The vault has no such key ({response.Status} {code}). Make it, or correct {KeyVaultOptions.Section}:KeyId."),
            429 => new KeyWrapperUnavailableException($"The vault has been asked too often and does not do {verb} now ({response.Status} {code})."),
            _ => new KeyWrapperUnavailableException($"The vault answers {verb} with {response.Status} {code}."),
        };
    }

    private static T? Read<T>(Response response, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(response.Content.ToMemory().Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Call(string Alg, string Value);

    private sealed record Result(Uri Kid, string Value);

    private sealed record Refusal(Refusal.Content? Error)
    {
        public sealed record Content(string? Code);
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Call))]
    [JsonSerializable(typeof(Result))]
    [JsonSerializable(typeof(Refusal))]
    private sealed partial class Json : JsonSerializerContext;
}
