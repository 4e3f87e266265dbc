using System.Collections.Concurrent;
using System.IO.Enumeration;

namespace ProviderService.Resources.RoleDefinitions;

/// <summary>What whoever has a role may do.</summary>
/// <param name="Id">The well-known id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Description">A sentence for people.</param>
/// <param name="Actions">What it grants; a star stands for anything.</param>
/// <param name="NotActions">What of that it does not grant.</param>
internal sealed record RoleDefinition(Guid Id, string Name, string Description, IReadOnlyList<string> Actions, IReadOnlyList<string> NotActions)
{
    /// <summary>Bounded, since actions are those of endpoints, but for names that callers put into them.</summary>
    private const int MaxKnown = 256;

    private readonly ConcurrentDictionary<string, bool> _known = new();

    /// <summary>Whether the role grants an action; case does not count.</summary>
    public bool Grants(string action)
    {
        if (_known.TryGetValue(action, out var grants)) return grants;
        grants = Actions.Any(pattern => Matches(pattern, action)) && !NotActions.Any(pattern => Matches(pattern, action));
        if (_known.Count < MaxKnown) _known[action] = grants;
        return grants;
    }

    private static bool Matches(string pattern, string action) => FileSystemName.MatchesSimpleExpression(pattern, action);
}
