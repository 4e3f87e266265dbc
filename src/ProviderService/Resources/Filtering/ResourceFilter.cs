using ProviderService.Core.Arm;

namespace ProviderService.Resources.Filtering;

/// <summary>
/// The <c>$filter</c> of a list of resources (ARM, "Resources - List"): comparisons joined by <c>and</c>, over type, name, resource group,
/// location and tags. Words compare without regard to case, values of tags with it.
/// </summary>
internal sealed class ResourceFilter
{
    private readonly IReadOnlyList<FilterClause> _clauses;

    private ResourceFilter(IReadOnlyList<FilterClause> clauses) => _clauses = clauses;

    /// <summary>Reads a filter; none admits everything.</summary>
    /// <exception cref="ArmException">400 <c>InvalidFilterInQueryString</c>: malformed, or with something that this service cannot do.</exception>
    public static ResourceFilter Parse(string? text) => new(string.IsNullOrEmpty(text) ? [] : FilterClause.ParseAll(text));

    public bool AdmitsType(string type) => Holds(FilterField.ResourceType, type);

    /// <summary>What can be said from the id, before the resource is read.</summary>
    public bool AdmitsId(ResourceId id) =>
        Holds(FilterField.Name, id.Name) && Holds(FilterField.ResourceGroup, id.ResourceGroup ?? "") && AdmitsType(id.Type);

    /// <summary>What only the resource itself says.</summary>
    public bool AdmitsContent(string location, IReadOnlyDictionary<string, string>? tags) =>
        Holds(FilterField.Location, location.Replace(" ", "", StringComparison.Ordinal)) && AdmitsTags(tags);

    /// <summary>One and the same tag must have the name and the value.</summary>
    private bool AdmitsTags(IReadOnlyDictionary<string, string>? tags) =>
        !_clauses.Any(clause => clause.Field is FilterField.TagName or FilterField.TagValue)
        || (tags?.Any(tag => Holds(FilterField.TagName, tag.Key) && Holds(FilterField.TagValue, tag.Value)) ?? false);

    private bool Holds(FilterField field, string value) => _clauses.All(clause => clause.Field != field || clause.Holds(value));
}
