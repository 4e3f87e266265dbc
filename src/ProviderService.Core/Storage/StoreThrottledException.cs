namespace ProviderService.Core.Storage;

/// <summary>The store has more to do than it may. Nothing happened; the caller may try again later.</summary>
public sealed class StoreThrottledException(string message, Exception? inner = null) : StoreUnavailableException(message, inner);
