using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;

namespace ProviderService.Jobs.Dashboard;

/// <summary>
/// Browsers that signed in to the dashboard. A session opens nothing else, so that the cookie is worth less than the token; it lives in
/// memory, for an hour.
/// </summary>
internal sealed class DashboardSessions(TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>One more and all are forgotten, which only asks people to sign in again.</summary>
    private const int Capacity = 64;

    private readonly ConcurrentDictionary<string, (ClaimsPrincipal User, DateTimeOffset Expires)> _sessions = new();

    /// <returns>The name of a new session, which nobody can guess.</returns>
    public string Open(ClaimsPrincipal user)
    {
        if (_sessions.Count >= Capacity) _sessions.Clear();
        var id = RandomNumberGenerator.GetHexString(64);
        _sessions[id] = (user, time.GetUtcNow() + Lifetime);
        return id;
    }

    public ClaimsPrincipal? Find(string? id) =>
        id is not null && _sessions.TryGetValue(id, out var session) && time.GetUtcNow() < session.Expires ? session.User : null;
}
