using System.Globalization;

namespace ProviderService.Core.Arm;

/// <summary>
/// An ARM api-version, <c>yyyy-MM-dd</c> or <c>yyyy-MM-dd-{suffix}</c>. Versions compare without regard to case;
/// they order by date, and on one day a suffixed one (a preview) comes before the stable one.
/// </summary>
public readonly record struct ApiVersion : IComparable<ApiVersion>
{
    private const int DateLength = 10;

    private ApiVersion(DateOnly date, string suffix)
    {
        Date = date;
        Suffix = suffix;
    }

    public DateOnly Date { get; }

    /// <summary>What follows the date, in lower case and without its hyphen: <c>preview</c>, or empty.</summary>
    public string Suffix { get; }

    public bool IsPreview => Suffix.Length > 0;

    public static bool TryParse(string? text, out ApiVersion version)
    {
        version = default;
        if (text is null || text.Length < DateLength) return false;
        if (!DateOnly.TryParseExact(text.AsSpan(0, DateLength), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return false;
        var rest = text.AsSpan(DateLength);
        if (rest.Length > 0 && (rest[0] != '-' || rest.Length < 2 || rest[1..].ContainsAnyExcept(SuffixCharacters))) return false;
        version = new ApiVersion(date, rest.Length > 0 ? rest[1..].ToString().ToLowerInvariant() : "");
        return true;
    }

    /// <exception cref="FormatException">The text is no api-version.</exception>
    public static ApiVersion Parse(string text) =>
        TryParse(text, out var version) ? version : throw new FormatException($"'{text}' is not an api-version.");

    public int CompareTo(ApiVersion other)
    {
        var byDate = Date.CompareTo(other.Date);
        if (byDate != 0) return byDate;
        return IsPreview && other.IsPreview ? string.CompareOrdinal(Suffix, other.Suffix) : other.IsPreview.CompareTo(IsPreview);
    }

    public static bool operator <(ApiVersion left, ApiVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(ApiVersion left, ApiVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(ApiVersion left, ApiVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ApiVersion left, ApiVersion right) => left.CompareTo(right) >= 0;

    public override string ToString()
    {
        var date = Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return IsPreview ? $"{date}-{Suffix}" : date;
    }

    private static readonly System.Buffers.SearchValues<char> SuffixCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}
