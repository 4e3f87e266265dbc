using System.Text;
using System.Text.RegularExpressions;

namespace ProviderService.SystemTests.Recordings;

/// <summary>An answer as it is compared: status, the headers that matter, and every byte of the body.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">All headers, or those that matter.</param>
/// <param name="Body">The text of the body.</param>
internal sealed partial record Answer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>Absence counts, too. Of requests that read, the recorder dropped how many are left.</summary>
    private static readonly string[] Compared =
    [
        "api-supported-versions", "azure-asyncoperation", "cache-control", "content-type", "etag", "expires", "location", "pragma", "retry-after",
        "strict-transport-security", "x-content-type-options", "x-ms-failure-cause", "x-ms-providerhub-traffic",
        "x-ms-ratelimit-remaining-subscription-deletes", "x-ms-ratelimit-remaining-subscription-writes",
    ];

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new((int)response.StatusCode, headers, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The same answer without what differs from one call to the next: generated ids, times, callers, addresses, counters.</summary>
    public Answer Masked() => new(
        Status,
        Compared.Where(Headers.ContainsKey).ToDictionary(name => name, name => MaskHeader(name, Headers[name])),
        MaskIds(CallerIn().Replace(Body, "\"$1\":\"(caller)\"")));

    /// <summary>Status line, headers and body, to be compared as one text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(Status).Append('\n');
        foreach (var name in Compared.Where(Headers.ContainsKey)) text.Append(name).Append(": ").Append(Headers[name]).Append('\n');
        return text.Append('\n').Append(Body).ToString();
    }

    private static string MaskHeader(string name, string value) => name switch
    {
        "etag" => EntityTag().Replace(value, "\"(tag)\""),
        _ when name.StartsWith("x-ms-ratelimit", StringComparison.Ordinal) => Number().Replace(value, "(number)"),
        _ => MaskIds(Host().Replace(value, "https://(host)/")),
    };

    /// <summary>The form of what is masked stays: whether a time ends in an offset or in Z, and whether an id has a second part.</summary>
    private static string MaskIds(string text) => Hash().Replace(Time().Replace(GeneratedId().Replace(text, "(id)"), "(time)"), "*(hash)");

    /// <summary>A GUID that is no subscription.</summary>
    [GeneratedRegex("(?<!/subscriptions/)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex GeneratedId();

    /// <summary>The second part of the id of an operation.</summary>
    [GeneratedRegex(@"\*[0-9A-F]{64,}")]
    private static partial Regex Hash();

    /// <summary>Not the zero time, which says something.</summary>
    [GeneratedRegex(@"(?!0001)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(?=\+00:00|Z)")]
    private static partial Regex Time();

    [GeneratedRegex("\"(createdBy|lastModifiedBy)\":\"[^\"]+\"")]
    private static partial Regex CallerIn();

    [GeneratedRegex("^\"[0-9a-f-]+\"$")]
    private static partial Regex EntityTag();

    [GeneratedRegex("^[0-9]+$")]
    private static partial Regex Number();

    [GeneratedRegex("^https?://[^/]+/")]
    private static partial Regex Host();
}
