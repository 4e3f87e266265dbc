using System.Security.Cryptography;
using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.Core.Storage;

namespace ProviderService.Keys;

/// <summary>Reads the key ring again and again, so that this replica knows a key before another one encrypts with it.</summary>
internal sealed class KeyRingRefresh(KeyRingLoader loader, KeyNotice notice, TimeProvider time, ILogger<KeyRingRefresh> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(notice.ReadInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryLoadAsync(stoppingToken);
    }

    private async Task TryLoadAsync(CancellationToken stoppingToken)
    {
        try
        {
            await loader.LoadAsync(stoppingToken);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or KeyWrapperUnavailableException or CryptographicException)
        {
            Log.RefreshFailed(logger, exception);
        }
    }
}
