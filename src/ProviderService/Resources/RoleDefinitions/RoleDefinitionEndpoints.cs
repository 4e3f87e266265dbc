using System.Text.RegularExpressions;
using ProviderService.Core.Arm;
using ProviderService.Hosting;
using ProviderService.Hosting.Paging;
using ProviderService.Resources.RoleAssignments;

namespace ProviderService.Resources.RoleDefinitions;

/// <summary>The routes of role definitions, at every scope that roles can be assigned at.</summary>
internal static partial class RoleDefinitionEndpoints
{
    public static void MapRoleDefinitions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapResourceType(RoleDefinitionType.Instance);
        foreach (var (path, suffix) in RoleScopes.Paths)
        {
            group.MapGet(path + RoleDefinitionType.Collection, List).Describe(
                $"RoleDefinitions_List{suffix}", "List the roles.", new ArmAnswer(200, "The roles.", ArmContent.List));
            group.MapGet($"{path}{RoleDefinitionType.Collection}/{{roleDefinitionId}}", Get).Describe(
                $"RoleDefinitions_Get{suffix}", "Get a role.", new ArmAnswer(200, "The role.", ArmContent.Resource));
        }
    }

    private static ArmResult List(ArmRequest request)
    {
        var filter = request.Http.Request.Query[PageQuery.FilterName].ToString();
        return new(200, new ArmList<RoleDefinitionShape>([.. Select(filter).Select(role => RoleDefinitionShape.Of(role, request.Scope))]));
    }

    private static ArmResult Get(string roleDefinitionId, ArmRequest request) =>
        Guid.TryParse(roleDefinitionId, out var id) && BuiltInRoles.Find(id) is { } role
            ? new(200, RoleDefinitionShape.Of(role, request.Id))
            : throw RoleErrors.NoSuchRole(roleDefinitionId);

    /// <exception cref="ArmException">400 <c>InvalidFilterInQueryString</c>.</exception>
    private static IEnumerable<RoleDefinition> Select(string filter)
    {
        if (filter.Length == 0 || filter.Equals("atScopeAndBelow()", StringComparison.OrdinalIgnoreCase)) return BuiltInRoles.All;
        var match = Comparison().Match(filter);
        if (!match.Success) throw RoleErrors.InvalidFilter("roleName eq '...', type eq '...' and atScopeAndBelow()");
        var value = match.Groups["value"].Value.Replace("''", "'", StringComparison.Ordinal);
        return match.Groups["field"].Value.Equals("type", StringComparison.OrdinalIgnoreCase)
            ? BuiltInRoles.All.Where(_ => value.Equals("BuiltInRole", StringComparison.OrdinalIgnoreCase))
            : BuiltInRoles.All.Where(role => role.Name.Equals(value, StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"^\s*(?<field>roleName|type)\s+eq\s+'(?<value>(?:[^']|'')*)'\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Comparison();
}
