using System.Text.RegularExpressions;

namespace ProviderService.SystemTests.Recordings;

/// <summary>What came back to a request.</summary>
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

    /// <summary>
    /// Status, every compared header, whether present or not, and body as one text, without what differs from one call to the next:
    /// generated ids, times, callers, addresses, counters. How these are written stays to be compared.
    /// </summary>
    public string ToComparable()
    {
        var headers = Compared.Select(name => $"{name}: {(Headers.TryGetValue(name, out var value) ? MaskHeader(name, value) : "-")}\n");
        return $"{Status}\n{string.Concat(headers)}\n{MaskIds(Caller().Replace(Body, "\"$1\":\"(caller)\""))}";
    }

    private static string MaskHeader(string name, string value) => name switch
    {
        "location" => MaskIds(Version().Replace(Host().Replace(value, "https://(host)/"), "(version)")),
        "etag" => EntityTag().Replace(value, "\"(tag)\""),
        _ when name.StartsWith("x-ms-ratelimit", StringComparison.Ordinal) => Number().Replace(value, "(number)"),
        _ => MaskIds(Host().Replace(value, "https://(host)/")),
    };

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
    private static partial Regex Caller();

    [GeneratedRegex("^\"[0-9a-f-]+\"$")]
    private static partial Regex EntityTag();

    [GeneratedRegex("^[0-9]+$")]
    private static partial Regex Number();

    [GeneratedRegex("(?<=[?]api-version=).*$")]
    private static partial Regex Version();

    [GeneratedRegex("^https://[^/]+/")]
    private static partial Regex Host();
}
