using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using ProviderService.Core.Arm;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ProviderService.Hosting.OpenApi;

/// <summary>Describes an ARM endpoint from its metadata: parameters, body, answers and the common error, in the shape of one version.</summary>
internal sealed class ArmOperationFilter(PathParameters pathParameters) : IOperationFilter
{
    private const string Json = "application/json";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var version = OpenApiDocuments.Find(context.DocumentName, OpenApiDocuments.TypeOf(metadata));
        if (version is null || metadata.OfType<ArmOperation>().FirstOrDefault() is not { } described) return;

        operation.Summary = described.Summary;
        operation.Parameters =
        [
            .. pathParameters.Of(context.ApiDescription.RelativePath ?? ""), VersionParameter(version), .. QueryParameters(metadata.OfType<ArmQueryParameter>()),
        ];
        operation.RequestBody = described.Body == ArmContent.None ? null : Body(described, version, context);
        operation.Responses = Answers(described, version, context);
        if (described.Answers.Any(answer => answer.Content == ArmContent.List)) operation.AddExtension("x-ms-pageable", Pageable());
        if (metadata.OfType<LongRunning>().Any()) operation.AddExtension("x-ms-long-running-operation", new JsonNodeExtension(true));
    }

    private static OpenApiRequestBody Body(ArmOperation described, ResourceVersion version, OperationFilterContext context)
    {
        var body = new OpenApiRequestBody { Required = true, Content = Content(described.Body, version, context, described.Example) };

        // Swagger 2.0 gives bodies a name, and generated clients give it to people.
        body.AddExtension("x-bodyName", new JsonNodeExtension("resource"));
        return body;
    }

    /// <summary>Tells generators of clients how a list goes on.</summary>
    private static JsonNodeExtension Pageable() => new(new JsonObject { ["nextLinkName"] = "nextLink" });

    private static OpenApiResponses Answers(ArmOperation described, ResourceVersion version, OperationFilterContext context)
    {
        var responses = new OpenApiResponses();
        foreach (var answer in described.Answers)
            responses[answer.Status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = answer.Description,
                Content = answer.Content == ArmContent.None ? null : Content(answer.Content, version, context),
            };
        responses["default"] = new OpenApiResponse
        {
            Description = "The error envelope.",
            Content = Content(typeof(ErrorEnvelope.Body), context),
        };
        return responses;
    }

    private static Dictionary<string, IOpenApiMediaType> Content(
        ArmContent content, ResourceVersion version, OperationFilterContext context, JsonNode? example = null) => content switch
        {
            ArmContent.Resource => Content(version.Shape, context, example),
            ArmContent.Patch => Content(version.PatchShape!, context, example),
            _ => Content(typeof(ArmList<>).MakeGenericType(version.Shape), context, example),
        };

    private static Dictionary<string, IOpenApiMediaType> Content(
        Type shape, OperationFilterContext context, JsonNode? example = null) => new()
        {
            [Json] = new OpenApiMediaType { Schema = context.SchemaGenerator.GenerateSchema(shape, context.SchemaRepository), Example = example?.DeepClone() },
        };

    private static IEnumerable<IOpenApiParameter> QueryParameters(IEnumerable<ArmQueryParameter> parameters) =>
        parameters.Select(parameter => new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = parameter.Description,
            Schema = new OpenApiSchema { Type = parameter.IsNumber ? JsonSchemaType.Integer : JsonSchemaType.String },
        });

    private static OpenApiParameter VersionParameter(ResourceVersion version) => new()
    {
        Name = "api-version",
        In = ParameterLocation.Query,
        Required = true,
        Description = "The version of the API.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Default = version.Version.ToString() },
    };
}
