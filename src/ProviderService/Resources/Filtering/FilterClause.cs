using System.Text.RegularExpressions;
using ProviderService.Core.Arm;

namespace ProviderService.Resources.Filtering;

/// <summary>One comparison of a filter.</summary>
/// <param name="Field">What is compared.</param>
/// <param name="Operator">How.</param>
/// <param name="Value">With what.</param>
internal sealed partial record FilterClause(FilterField Field, FilterOperator Operator, string Value)
{
    private StringComparison Comparison => Field == FilterField.TagValue ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    public bool Holds(string value) => Operator switch
    {
        FilterOperator.SubstringOf => value.Contains(Value, Comparison),
        FilterOperator.StartsWith => value.StartsWith(Value, Comparison),
        _ => value.Equals(Value, Comparison),
    };

    /// <summary>Reads the clauses of a filter, <c>and</c> between them.</summary>
    /// <exception cref="ArmException">400 <c>InvalidFilterInQueryString</c>.</exception>
    public static IReadOnlyList<FilterClause> ParseAll(string text)
    {
        var clauses = new List<FilterClause>();
        for (var position = 0; ;)
        {
            var match = Clause().Match(text, position);
            clauses.Add((match.Success ? Of(match) : null) ?? throw Invalid());
            position = match.Index + match.Length;
            if (position == text.Length) return clauses;
            var and = And().Match(text, position);
            if (!and.Success) throw Invalid();
            position = and.Index + and.Length;
        }
    }

    private static FilterClause? Of(Match match)
    {
        var comparison = FilterOperator.Equal;
        var known = Enum.TryParse<FilterField>(match.Groups["field"].Value, ignoreCase: true, out var field)
            && (!match.Groups["function"].Success || Enum.TryParse(match.Groups["function"].Value, ignoreCase: true, out comparison));
        var value = match.Groups["value"].Value.Replace("''", "'", StringComparison.Ordinal);
        return known && IsSupported(field, comparison) ? new FilterClause(field, comparison, Plain(field, value)) : null;
    }

    private static bool IsSupported(FilterField field, FilterOperator comparison) => comparison switch
    {
        FilterOperator.SubstringOf => field is FilterField.Name or FilterField.ResourceGroup,
        FilterOperator.StartsWith => field is FilterField.TagName,
        _ => true,
    };

    /// <summary>Locations compare without their spaces.</summary>
    private static string Plain(FilterField field, string value) =>
        field == FilterField.Location ? value.Replace(" ", "", StringComparison.Ordinal) : value;

    private static ArmException Invalid() => new(
        400, "InvalidFilterInQueryString",
        "Invalid $filter in the query string. Supported are comparisons, joined by 'and', of resourceType, name, resourceGroup, location, tagName and tagValue by 'eq', substringof('...', name), substringof('...', resourceGroup) and startswith(tagName, '...').",
        "$filter", FailureCause.Gateway);

    [GeneratedRegex(
        @"\G\s*(?:(?<field>[a-z]+)\s+eq\s+'(?<value>(?:[^']|'')*)'|(?<function>substringof)\(\s*'(?<value>(?:[^']|'')*)'\s*,\s*(?<field>[a-z]+)\s*\)|(?<function>startswith)\(\s*(?<field>[a-z]+)\s*,\s*'(?<value>(?:[^']|'')*)'\s*\))\s*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Clause();

    [GeneratedRegex(@"\Gand(?=\s)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex And();
}

/// <summary>What can be compared.</summary>
internal enum FilterField
{
    ResourceType,
    Name,
    ResourceGroup,
    Location,
    TagName,
    TagValue,
}

internal enum FilterOperator
{
    Equal,
    SubstringOf,
    StartsWith,
}
