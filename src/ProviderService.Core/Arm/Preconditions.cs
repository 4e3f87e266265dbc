namespace ProviderService.Core.Arm;

/// <summary>The conditions of a write (RFC 9110): <c>If-Match</c> compares strongly (section 13.1.1), <c>If-None-Match</c> weakly (13.1.2).</summary>
/// <param name="IfMatch">The entity tags of <c>If-Match</c>, quotes included; empty when the header is absent.</param>
/// <param name="IfNoneMatch">Likewise of <c>If-None-Match</c>.</param>
public sealed record Preconditions(IReadOnlyList<string> IfMatch, IReadOnlyList<string> IfNoneMatch)
{
    public static readonly Preconditions None = new([], []);

    private const string Any = "*";
    private const string Weak = "W/";

    /// <summary>Checks the conditions against what is there.</summary>
    /// <param name="current">The entity tag of the stored resource, quotes included; <see langword="null"/> when there is none.</param>
    /// <exception cref="ArmException">412 <c>PreconditionFailed</c>.</exception>
    public void Check(string? current)
    {
        if (IfMatch.Count > 0 && !Holds(IfMatch, current))
            throw Failed(current is null ? "The resource does not exist." : "The resource has changed since the entity tag of If-Match was read.", "If-Match");
        if (IfNoneMatch.Count > 0 && Holds(IfNoneMatch.Select(Strong), current))
            throw Failed("The resource exists already.", "If-None-Match");
    }

    /// <summary>Whether a reader has this already (RFC 9110, section 13.1.2): the answer is 304 then.</summary>
    public bool HasCurrent(string current) => IfNoneMatch.Count > 0 && Holds(IfNoneMatch.Select(Strong), current);

    private static bool Holds(IEnumerable<string> tags, string? current) =>
        current is not null && tags.Any(tag => tag == Any || tag == current);

    private static string Strong(string tag) => tag.StartsWith(Weak, StringComparison.Ordinal) ? tag[Weak.Length..] : tag;

    private static ArmException Failed(string message, string header) => new(412, "PreconditionFailed", message, header);
}
