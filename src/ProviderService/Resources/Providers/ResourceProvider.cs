using ProviderService.Core.Arm;

namespace ProviderService.Resources.Providers;

/// <summary>A resource provider: a namespace, and what the provider document says of it beside its types.</summary>
/// <param name="Namespace">The namespace, e.g. <c>Microsoft.Kubernetes</c>.</param>
/// <param name="DisplayName">What people call it, in the operations list.</param>
/// <param name="RegistrationRequired">Whether a subscription has to be registered to use it.</param>
/// <param name="Authorizations">The applications that the hosted provider acts through, as recorded. Nothing here depends on them.</param>
internal sealed record ResourceProvider(
    string Namespace, string DisplayName, bool RegistrationRequired, IReadOnlyList<ProviderShape.Authorization> Authorizations)
{
    public static readonly IReadOnlyList<ResourceProvider> All =
    [
        new("Microsoft.KubernetesConfiguration", "Microsoft Kubernetes Configuration", true,
        [
            new("c699bf69-fb1d-4eaf-999b-99e6b2ae4d85", "90155430-a360-410f-af5d-89dc284d85c6"),
            new("03db181c-e9d3-4868-9097-f0b728327182", "DE2ADB97-42D8-49C8-8FCF-DBB53EF936AC"),
            new("a0f92522-89de-4c5e-9a75-0044ccf66efd", "b3429810-7d5c-420e-8605-cf280f3099f2"),
            new("bd9b7cd5-dac1-495f-b013-ac871e98fa5f", "0d44c8f0-08b9-44d4-9f59-e51c83f95200"),
            new("585fc3c3-9a59-4720-8319-53cce041a605", "4a9ce2ee-6de2-43ba-a7bd-8f316de763a7"),
        ]),
        new("Microsoft.Kubernetes", "Microsoft Kubernetes", true,
        [
            new("64b12d6e-6549-484c-8cc6-6281839ba394", "1d1d44cf-68a1-4def-a2b6-cd7efc3515af"),
            new("359431ad-ece5-496b-8768-be4bbfd82f36", "1b5c71b7-9814-4b40-b62a-23018af874d8"),
            new("0000dab9-8b21-4ba2-807f-1743968cef00", "1b5c71b7-9814-4b40-b62a-23018af874d8"),
            new("8edd93e1-2103-40b4-bd70-6e34e586362d", "eb67887a-31e8-4e4e-bf5b-14ff79351a6f"),
        ]),
        new("Microsoft.Resources", "Microsoft Resource Management", false, []),
        new("Microsoft.Authorization", "Microsoft Authorization", false, []),
    ];

    public IEnumerable<ResourceType> Types => ResourceCatalog.All.Where(type => type.Namespace == Namespace);

    public static ResourceProvider? Find(string @namespace) =>
        All.FirstOrDefault(provider => provider.Namespace.Equals(@namespace, StringComparison.OrdinalIgnoreCase));
}
