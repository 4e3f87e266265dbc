using System.Text.Json.Nodes;

namespace ProviderService.Hosting;

/// <summary>What the OpenAPI documents say of an endpoint beyond its route.</summary>
/// <param name="Summary">A sentence for people.</param>
/// <param name="Body">What the request carries.</param>
/// <param name="Answers">What may come back besides errors.</param>
/// <param name="Example">A body that can be sent as it is.</param>
internal sealed record ArmOperation(string Summary, ArmContent Body, IReadOnlyList<ArmAnswer> Answers, JsonNode? Example = null);

/// <summary>A parameter in the query of an endpoint, beside <c>api-version</c>.</summary>
/// <param name="Name">The name, with its dollar sign.</param>
/// <param name="Description">A sentence for people.</param>
/// <param name="IsNumber">Whether it is a whole number; else a text.</param>
internal sealed record ArmQueryParameter(string Name, string Description, bool IsNumber = false);

/// <summary>Marks an endpoint whose work may outlast its answer.</summary>
internal sealed class LongRunning
{
    public static readonly LongRunning Instance = new();
}

/// <summary>A success that an endpoint answers.</summary>
internal sealed record ArmAnswer(int Status, string Description, ArmContent Content = ArmContent.None);

/// <summary>What a body holds; the shape itself depends on the version.</summary>
internal enum ArmContent
{
    None,

    /// <summary>The resource, in the shape of the version.</summary>
    Resource,

    /// <summary>A page of such resources.</summary>
    List,

    /// <summary>Changes to the resource, in the version's shape of them.</summary>
    Patch,
}

internal static class ArmOperationMetadata
{
    /// <summary>Says what an endpoint does, for the OpenAPI documents and for people.</summary>
    public static RouteHandlerBuilder Describe(
        this RouteHandlerBuilder endpoint, string operationId, string summary, params ArmAnswer[] answers) =>
        endpoint.WithName(operationId).WithMetadata(new ArmOperation(summary, ArmContent.None, answers));

    /// <summary>The same of an endpoint that takes a body.</summary>
    public static RouteHandlerBuilder DescribeWrite(
        this RouteHandlerBuilder endpoint, string operationId, string summary, ArmContent body, JsonNode example, params ArmAnswer[] answers) =>
        endpoint.WithName(operationId).WithMetadata(new ArmOperation(summary, body, answers, example));
}
