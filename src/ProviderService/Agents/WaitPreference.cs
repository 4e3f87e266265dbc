using Microsoft.Extensions.Primitives;

namespace ProviderService.Agents;

/// <summary>How long an agent is ready to wait: <c>Prefer: wait=N</c> in seconds (RFC 7240, section 4.3).</summary>
internal static class WaitPreference
{
    private const string Name = "wait";

    /// <summary>Longer than anybody is let wait; what has more digits is as long.</summary>
    private const int MaxDigits = 4;

    /// <returns><see langword="null"/> when there is no such preference, or none that can be understood: preferences may be ignored.</returns>
    public static TimeSpan? In(StringValues prefer)
    {
        foreach (var preference in prefer.SelectMany(line => line?.Split(',') ?? []))
        {
            var parts = preference.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
            // Of several, the first counts (section 2).
            if (parts.Length == 2 && parts[0].Equals(Name, StringComparison.OrdinalIgnoreCase)) return SecondsOf(parts[1].Trim('"'));
        }

        return null;
    }

    private static TimeSpan? SecondsOf(string text)
    {
        if (text.Length == 0 || !text.All(char.IsAsciiDigit)) return null;
        var digits = text.TrimStart('0');
        return digits.Length > MaxDigits ? TimeSpan.MaxValue : TimeSpan.FromSeconds(digits.Aggregate(0, (value, digit) => (value * 10) + digit - '0'));
    }
}
