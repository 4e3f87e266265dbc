using System.Security.Cryptography;
using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.Hosting.Launch;

namespace ProviderService.Keys;

/// <summary>Loads the key ring once the backend is open, before anything reads or writes a document.</summary>
internal sealed class KeyRingStart(KeyRingLoader loader) : IHostedService
{
    /// <exception cref="StartUpException">The key-encryption key is not the one that wrapped the ring, or it cannot be reached.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await loader.LoadAsync(cancellationToken);
        }
        catch (CryptographicException exception)
        {
            throw new StartUpException($"The key ring does not open: {exception.Message} Key and database must come from backups that belong together.");
        }
        catch (KeyWrapperUnavailableException exception)
        {
            throw new StartUpException(exception.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
