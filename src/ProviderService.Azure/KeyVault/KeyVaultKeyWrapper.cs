using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using ProviderService.Core.Encryption;

namespace ProviderService.Azure.KeyVault;

/// <summary>Has data keys wrapped by a key in Key Vault, which never leaves it. The id of the key that goes beside each is the URL of its version.</summary>
internal sealed class KeyVaultKeyWrapper(KeyVaultKey key, IOptions<KeyVaultOptions> options) : IKeyWrapper
{
    private volatile bool _isReachable = true;

    private Uri KeyId => options.Value.KeyId!;

    public bool IsReachable => _isReachable;

    public ValueTask<WrappedKey> WrapAsync(ReadOnlyMemory<byte> dataKey, CancellationToken cancellationToken) => ObserveAsync(
        "wrap",
        async () =>
        {
            var (version, wrapped) = await key.WrapKeyAsync(KeyId, dataKey, cancellationToken);
            return IsVersion(version) ? new WrappedKey(version.AbsoluteUri, wrapped) : throw new CryptographicException($"The vault wrapped with {version}, not with a version of {KeyId}.");
        });

    /// <summary>The id that is stored beside a wrapped key is not sealed: no request, and no token, goes anywhere but to the key of the settings.</summary>
    public ValueTask<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken cancellationToken) => ObserveAsync(
        "unwrap",
        () => Uri.TryCreate(wrapped.KeyEncryptionKeyId, UriKind.Absolute, out var version) && IsVersion(version)
            ? key.UnwrapKeyAsync(version, wrapped.Ciphertext, cancellationToken)
            : throw new CryptographicException($"The data key needs key-encryption key {wrapped.KeyEncryptionKeyId}, which is no version of {KeyId}."));

    private bool IsVersion(Uri id) =>
        id.AbsoluteUri.StartsWith($"{KeyId.AbsoluteUri.TrimEnd('/')}/", StringComparison.OrdinalIgnoreCase) && id is { Segments.Length: 4, Query: "" };

    private async ValueTask<T> ObserveAsync<T>(string operation, Func<ValueTask<T>> call)
    {
        try
        {
            var result = await call();
            _isReachable = true;
            KeyVaultInstrumentation.Observe(operation, "succeeded");
            return result;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _isReachable = exception is CryptographicException;
            KeyVaultInstrumentation.Observe(operation, "failed");
            throw;
        }
    }
}
