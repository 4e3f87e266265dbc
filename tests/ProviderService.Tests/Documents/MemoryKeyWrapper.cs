using ProviderService.Core.Encryption;

namespace ProviderService.Tests.Documents;

/// <summary>A key-encryption key in memory.</summary>
internal sealed class MemoryKeyWrapper : IKeyWrapper
{
    private readonly DataKey _key = DataKey.Create();

    /// <summary>How many keys were unwrapped.</summary>
    public int Unwrapped { get; private set; }

    public ValueTask<WrappedKey> WrapAsync(ReadOnlyMemory<byte> dataKey, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new WrappedKey("memory/1", Envelope.Seal(_key, dataKey.Span, default)));

    public ValueTask<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken cancellationToken)
    {
        Unwrapped++;
        return ValueTask.FromResult(Envelope.Open(_key, wrapped.Ciphertext.Span, default));
    }
}
