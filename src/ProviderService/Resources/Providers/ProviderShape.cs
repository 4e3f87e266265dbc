using System.Text.Json.Serialization;
using ProviderService.Core.Arm;

namespace ProviderService.Resources.Providers;

/// <summary>A resource provider: the types that it has, at which versions.</summary>
/// <remarks>In the recorded order of members. Without a subscription it has the namespace and types only.</remarks>
internal sealed record ProviderShape(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id,
    string Namespace,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ProviderShape.Authorization>? Authorizations,
    IReadOnlyList<ProviderShape.TypeShape> ResourceTypes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RegistrationState,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RegistrationPolicy)
{
    internal sealed record Authorization(string ApplicationId, string RoleDefinitionId);

    internal sealed record TypeShape(
        string ResourceType,
        IReadOnlyList<string> Locations,
        IReadOnlyList<string> ApiVersions,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DefaultApiVersion,
        string Capabilities)
    {
        /// <summary>Newest version first: some clients take the first stable one.</summary>
        public static TypeShape Of(ResourceType type) => new(
            type.Name, type.Locations, [.. type.Versions.Where(version => version.Listed).Select(version => version.Version.ToString()).Reverse()],
            type.DefaultVersion?.ToString(), type.Capabilities);
    }

    public static ProviderShape OfTenant(ResourceProvider provider) =>
        new(null, provider.Namespace, null, TypesOf(provider), null, null);

    public static ProviderShape OfSubscription(ResourceProvider provider, string subscription, bool registered) => new(
        $"{subscription}/providers/{provider.Namespace}", provider.Namespace, provider.Authorizations, TypesOf(provider),
        registered ? "Registered" : "Unregistered", provider.RegistrationRequired ? "RegistrationRequired" : "RegistrationFree");

    private static TypeShape[] TypesOf(ResourceProvider provider) => [.. provider.Types.Select(TypeShape.Of)];
}
