namespace ProviderService.Core.Arm;

/// <summary>
/// The one declaration of a resource type. The routes' version check, the provider document, the operations list and the OpenAPI
/// documents are all made from it.
/// </summary>
public sealed class ResourceType
{
    /// <summary>The namespace, e.g. <c>Microsoft.KubernetesConfiguration</c>.</summary>
    public required string Namespace { get; init; }

    /// <summary>The type below the namespace, e.g. <c>sourceControlConfigurations</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What one resource of the type is called in messages, e.g. <c>SourceControlConfiguration</c>.</summary>
    public required string Singular { get; init; }

    /// <summary>The title of the documents of the type, after which generated clients are named; <see langword="null"/> for types without any.</summary>
    public string? Title { get; init; }

    /// <summary>Every version the type answers, oldest first.</summary>
    public required IReadOnlyList<ResourceVersion> Versions { get; init; }

    /// <summary>The path of one resource as a route template, e.g. <c>/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The paths that list the type, as route templates, nearest scope first.</summary>
    public required IReadOnlyList<string> CollectionPaths { get; init; }

    /// <summary>The actions that roles name, most permissive first, e.g. <c>write</c>.</summary>
    public required IReadOnlyList<ResourceAction> Actions { get; init; }

    /// <summary>The version that ARM's provider document calls the default.</summary>
    public ApiVersion? DefaultVersion { get; init; }

    /// <summary>ARM's capabilities of the type, comma and space between them.</summary>
    public string Capabilities { get; init; } = "None";

    /// <summary>Where the provider document says that resources of the type can be, in ARM's names for people; empty for what has no place.</summary>
    public IReadOnlyList<string> Locations { get; init; } = [];

    public string FullName => field ??= $"{Namespace}/{Name}";

    /// <summary>What precedes the verb in the names of actions: the full name, unless roles have always called it otherwise.</summary>
    public string ActionPrefix { get => field ?? FullName; init; }

    /// <summary>The value of <c>api-supported-versions</c>; <see langword="null"/> when the provider sends no such header for this type.</summary>
    public string? SupportedVersionsHeader { get; init; }

    /// <summary>Finds the version, or says with ARM's words that this type does not have it.</summary>
    public ResourceVersion? Find(ApiVersion version) => Versions.FirstOrDefault(candidate => candidate.Version == version);
}

/// <summary>One version of a resource type.</summary>
/// <param name="Version">The api-version.</param>
/// <param name="Shape">The type whose members, in order, are the resource on the wire at this version.</param>
/// <param name="Listed">Whether ARM's provider document names it; the real one leaves out some that are answered.</param>
public sealed record ResourceVersion(ApiVersion Version, Type Shape, bool Listed = true)
{
    public ResourceVersion(string version, Type shape, bool listed = true)
        : this(ApiVersion.Parse(version), shape, listed)
    {
    }

    /// <summary>The type whose members a PATCH can change at this version; <see langword="null"/> when there is no PATCH.</summary>
    public Type? PatchShape { get; init; }
}

/// <summary>An action that a role can grant, as the operations list shows it.</summary>
/// <param name="Name">The verb behind the type, e.g. <c>write</c>.</param>
/// <param name="Display">A few words for people.</param>
/// <param name="Description">A sentence for people.</param>
public sealed record ResourceAction(string Name, string Display, string Description);
