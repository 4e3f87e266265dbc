namespace ProviderService.Hosting.Launch;

/// <summary>The service cannot start for a reason that whoever starts it can remove; the message says how.</summary>
internal sealed class StartUpException(string message) : Exception(message);
