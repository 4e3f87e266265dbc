using System.Collections.Frozen;

namespace ProviderService.Hosting.OpenApi;

/// <summary>What the members mean that ARM has in many shapes (ARM RPC, "Resource definitions").</summary>
internal static class CommonMembers
{
    private static readonly FrozenDictionary<string, string> Descriptions = new Dictionary<string, string>
    {
        ["id"] = "The resource id.",
        ["name"] = "The name.",
        ["type"] = "The type.",
        ["kind"] = "A variant of the type.",
        ["location"] = "The region that it is said to be in.",
        ["tags"] = "Names and values of the caller's own.",
        ["managedBy"] = "The id of the resource that manages it.",
        ["createdBy"] = "Who made it.",
        ["createdByType"] = "What kind of caller made it.",
        ["createdAt"] = "When it was made.",
        ["lastModifiedBy"] = "Who changed it last.",
        ["lastModifiedByType"] = "What kind of caller changed it last.",
        ["lastModifiedAt"] = "When it was changed last.",
        ["subscriptionId"] = "The id of the subscription.",
        ["tenantId"] = "The id of the tenant.",
        ["displayName"] = "The name for people.",
        ["provisioningState"] = "How far the request has come.",
        ["properties"] = "What is particular to the type.",
        ["createdTime"] = "When it was made.",
        ["changedTime"] = "When it was changed last.",
        ["state"] = "Whether it can be used.",
        ["namespace"] = "The namespace of the provider.",
        ["resourceType"] = "The type below the namespace.",
        ["apiVersions"] = "The versions of the type, newest first.",
        ["defaultApiVersion"] = "The version for who has no preference.",
        ["locations"] = "Where resources of the type can be.",
        ["capabilities"] = "What resources of the type can have.",
        ["registrationState"] = "Whether the subscription can use the provider.",
        ["registrationPolicy"] = "Whether a registration is needed.",
        ["provider"] = "The provider, for people.",
        ["resource"] = "The type, for people.",
        ["operation"] = "The action, for people.",
        ["description"] = "What the action does.",
        ["origin"] = "Who can take the action.",
        ["isDataAction"] = "Whether it is about data instead of the resource.",
    }.ToFrozenDictionary();

    /// <returns><see langword="null"/> for a name that says nothing by itself.</returns>
    public static string? Describe(string member) => Descriptions.GetValueOrDefault(member);
}
