using ProviderService.Hosting;

namespace ProviderService.Identity;

/// <summary>
/// Keeps a token of the local administrator in <c>{DataDirectory}/admin-token</c>: a new one at every start and at half the life of the
/// last. A token that was replaced stays good until its own expiry.
/// </summary>
internal sealed class AdminToken(
    LocalSigningKey signingKey, LocalTokens tokens, DataDirectory directory, TimeProvider time, ILogger<AdminToken> logger)
    : IHostedService, IAsyncDisposable
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Short, since timers stand still while a machine sleeps, and tokens expire all the same.</summary>
    public static readonly TimeSpan CheckInterval = TimeSpan.FromMinutes(1);

    /// <summary>The name of the file in the data directory.</summary>
    public const string FileName = "admin-token";

    private ITimer? _timer;
    private DateTimeOffset _renewAt;

    public string Path { get; } = directory.PathOf(FileName);

    /// <summary>Has the first token written before the server listens. The store must be open and the key ring loaded.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        tokens.Use(await signingKey.LoadAsync(cancellationToken));
        Write();
        _timer = time.CreateTimer(_ => RenewIfDue(), null, CheckInterval, CheckInterval);
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (_timer is not null) await _timer.DisposeAsync();
    }

    private void RenewIfDue()
    {
        if (time.GetUtcNow() < _renewAt) return;
        try
        {
            Write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.AdminTokenNotWritten(logger, exception, Path);
        }
    }

    private void Write()
    {
        var now = time.GetUtcNow();
        PrivateFile.Replace(Path, tokens.Issue(LocalAdministrator.Claims, Lifetime) + "\n");
        _renewAt = now + (Lifetime / 2);
        Log.AdminTokenWritten(logger, Path, now + Lifetime);
    }
}
