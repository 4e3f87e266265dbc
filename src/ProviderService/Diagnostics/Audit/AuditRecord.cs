using System.Text.Json.Serialization;

namespace ProviderService.Diagnostics.Audit;

/// <summary>Who did what to what, from where, and how it ended. It never holds what a caller wrote into a body, a header or a query.</summary>
internal sealed record AuditRecord
{
    /// <summary>When it was over (UTC); <see cref="AuditLog"/> fills it in.</summary>
    public DateTime Time { get; init; }

    /// <summary>The action by its name in ARM, such as <c>Microsoft.Kubernetes/connectedClusters/write</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The resource id, or the path where there is none.</summary>
    public required string Scope { get; init; }

    public required AuditResult Result { get; init; }

    /// <summary>The HTTP status; absent where nobody asked by HTTP.</summary>
    public int? Status { get; init; }

    /// <summary>The error code of the answer.</summary>
    public string? Code { get; init; }

    /// <summary>Who asked; absent of whoever did not sign in.</summary>
    public AuditCaller? Caller { get; init; }

    /// <summary>The address that the request came from.</summary>
    public string? From { get; init; }

    public Guid? RequestId { get; init; }

    public Guid? CorrelationId { get; init; }

    /// <summary>What else the action needs for its history, such as what became of which secret.</summary>
    public IReadOnlyDictionary<string, string>? Details { get; init; }

    /// <summary>An act of the service itself that did what it was to do.</summary>
    public static AuditRecord OfService(string action, string scope, IReadOnlyDictionary<string, string>? details = null) =>
        new() { Action = action, Scope = scope, Result = AuditResult.Succeeded, Caller = AuditCaller.Service, Details = details };
}

/// <param name="Name">A user's sign-in name, an application's name.</param>
/// <param name="ObjectId">The principal in its tenant.</param>
/// <param name="ApplicationId">The client, of an application.</param>
/// <param name="TenantId">The tenant in which the caller signed in.</param>
internal sealed record AuditCaller(string? Name, string? ObjectId = null, string? ApplicationId = null, string? TenantId = null)
{
    public static readonly AuditCaller Service = new("ProviderService");
}

[JsonConverter(typeof(JsonStringEnumConverter<AuditResult>))]
internal enum AuditResult
{
    Succeeded,

    /// <summary>Nothing was changed.</summary>
    Refused,

    /// <summary>The service could not do it, or cannot know whether it did.</summary>
    Failed,
}

// The default encoder stays: a line is ASCII, so that nothing in a name can change how it is shown.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditRecord))]
internal sealed partial class AuditJson : JsonSerializerContext;
