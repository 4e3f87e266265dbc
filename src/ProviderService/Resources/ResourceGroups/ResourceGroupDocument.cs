using System.Text.Json.Serialization;
using ProviderService.Core.Documents;

namespace ProviderService.Resources.ResourceGroups;

/// <summary>A resource group as it is stored.</summary>
internal sealed record ResourceGroupDocument : IDue
{
    public required string Name { get; init; }

    /// <summary>New whenever a group of this name is made; what the group contains carries it.</summary>
    public required Guid Uid { get; init; }

    public required string Location { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public string? ManagedBy { get; init; }

    /// <summary>The entity tag that callers see, without its quotes; new at every change by a caller.</summary>
    public required Guid Revision { get; init; }

    /// <summary>Set once the group is being deleted; from then on it contains nothing.</summary>
    public DateTimeOffset? DeletingSince { get; init; }

    [JsonIgnore]
    public DateTimeOffset? DueAt => DeletingSince;
}
