using System.Text.RegularExpressions;
using ProviderService.Core.Arm;

namespace ProviderService.Resources.RoleAssignments;

/// <summary>The <c>$filter</c> of a list of role assignments.</summary>
/// <param name="AtScope">Whether only those are wanted that count at the scope itself: there and above.</param>
/// <param name="PrincipalId">Whose are wanted; <see langword="null"/> for everybody's.</param>
internal sealed partial record RoleAssignmentFilter(bool AtScope, Guid? PrincipalId)
{
    /// <exception cref="ArmException">400 <c>InvalidFilterInQueryString</c>.</exception>
    public static RoleAssignmentFilter Parse(string? text)
    {
        var filter = new RoleAssignmentFilter(false, null);
        return string.IsNullOrWhiteSpace(text) ? filter : text.Split(" and ", StringSplitOptions.TrimEntries).Aggregate(filter, With);
    }

    /// <summary>Whether an assignment is in the list of a scope.</summary>
    public bool Admits(ResourceId listed, ResourceId scope, Guid principal) =>
        (scope.Contains(listed) || (!AtScope && listed.Contains(scope))) && (PrincipalId is null || PrincipalId == principal);

    private static RoleAssignmentFilter With(RoleAssignmentFilter filter, string clause)
    {
        if (clause.Equals("atScope()", StringComparison.OrdinalIgnoreCase)) return filter with { AtScope = true };
        var match = Principal().Match(clause);
        return match.Success && Guid.TryParse(match.Groups["id"].Value, out var id)
            ? filter with { PrincipalId = id }
            : throw RoleErrors.InvalidFilter("atScope(), principalId eq '...' and assignedTo('...'), joined by 'and'");
    }

    [GeneratedRegex(@"^(?:principalId\s+eq\s+'(?<id>[^']*)'|assignedTo\('(?<id>[^']*)'\))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Principal();
}
