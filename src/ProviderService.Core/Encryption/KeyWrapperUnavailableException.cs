namespace ProviderService.Core.Encryption;

/// <summary>The home of the key-encryption key does not answer, or does not do what it is asked for.</summary>
/// <param name="message">What is wrong and, where somebody can do something about it, what; for operators.</param>
/// <param name="inner">Where it showed.</param>
public sealed class KeyWrapperUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
