using System.Globalization;
using System.Text.RegularExpressions;

namespace ProviderService.Core.Secrets;

/// <summary>How long secrets are kept.</summary>
public sealed partial class SecretRetention
{
    /// <summary>The promise: nobody can set more.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(48);

    /// <summary>How often secrets are purged.</summary>
    public static readonly TimeSpan PurgeInterval = TimeSpan.FromMinutes(1);

    /// <summary>How long a request may take from storing a secret to referring to it. After that an unreferenced one is purged.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    private readonly TimeSpan _life;
    private readonly TimeSpan _margin;

    /// <exception cref="ArgumentOutOfRangeException">Not above zero, or above <see cref="Longest"/>.</exception>
    public SecretRetention(TimeSpan life)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(life, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(life, Longest);
        _life = life;
        _margin = TimeSpan.FromTicks(Math.Min(2 * PurgeInterval.Ticks, life.Ticks / 2));
    }

    /// <summary>Reads <c>hours:minutes:seconds</c>, hours above 23 included, which .NET would take for days; or any other form of .NET's.</summary>
    public static TimeSpan? Parse(string? text)
    {
        if (Hours().Match(text ?? "") is { Success: true } match) return new TimeSpan(Number(match, 1), Number(match, 2), Number(match, 3));
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? span : null;
    }

    public static bool IsAllowed(TimeSpan? life) => life > TimeSpan.Zero && life <= Longest;

    public DateTimeOffset ExpiryOf(DateTimeOffset suppliedAt) => suppliedAt + _life;

    /// <summary>When a secret is to be purged: two runs before it expires, of which one may fail; half its life before if that is less.</summary>
    public DateTimeOffset PurgeOf(DateTimeOffset expiresAt) => expiresAt - _margin;

    /// <summary>When a sweep has to see whether anybody refers to a secret.</summary>
    public DateTimeOffset CheckOf(DateTimeOffset now, DateTimeOffset expiresAt)
    {
        var (check, purge) = (now + Grace, PurgeOf(expiresAt));
        return check < purge ? check : purge;
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A([0-9]{1,4}):([0-5][0-9]):([0-5][0-9])\z")]
    private static partial Regex Hours();
}
