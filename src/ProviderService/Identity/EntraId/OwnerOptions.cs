namespace ProviderService.Identity.EntraId;

/// <summary>The settings of <c>Authorization</c>.</summary>
internal sealed class OwnerOptions
{
    public const string Section = "Authorization";

    /// <summary>The object ids, comma-separated, of who may do everything when Entra ID signs in: the first to assign roles.</summary>
    public string Owners { get; set; } = "";

    /// <summary>The same, read; <see langword="null"/> when one is no GUID.</summary>
    public IReadOnlySet<Guid>? Ids
    {
        get
        {
            var ids = Owners.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return ids.All(id => Guid.TryParse(id, out _)) ? ids.Select(Guid.Parse).ToHashSet() : null;
        }
    }
}
