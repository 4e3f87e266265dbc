namespace ProviderService.Core.Storage;

/// <summary>A backend cannot start until somebody has put something right.</summary>
/// <param name="message">What is wrong, and what to do about it; shown to whoever starts the service.</param>
/// <param name="inner">Where it showed.</param>
public class BackendStartException(string message, Exception? inner = null) : Exception(message, inner);
