using System.Threading.RateLimiting;

namespace ProviderService.Identity.Local;

/// <summary>Compares secrets with their slow hashes, a few at a time: anybody may ask, and must not take the processor from everybody.</summary>
internal sealed class SecretCheck : IDisposable
{
    private const int AtOnce = 2;
    private const int Waiting = 64;

    private readonly ConcurrencyLimiter _limiter = new(new() { PermitLimit = AtOnce, QueueLimit = Waiting });

    /// <exception cref="OAuthException">503 <c>temporarily_unavailable</c>: too many ask.</exception>
    public async ValueTask<bool> MatchesAsync(SecretHash hash, string secret, CancellationToken cancellationToken)
    {
        using var turn = await _limiter.AcquireAsync(cancellationToken: cancellationToken);
        if (!turn.IsAcquired) throw OAuthException.Busy();
        return await Task.Run(() => hash.Matches(secret), cancellationToken);
    }

    public void Dispose() => _limiter.Dispose();
}
