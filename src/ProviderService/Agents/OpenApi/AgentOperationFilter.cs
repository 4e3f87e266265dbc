using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using ProviderService.Hosting;
using ProviderService.Hosting.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ProviderService.Agents.OpenApi;

/// <summary>Describes an endpoint for agents from its metadata.</summary>
internal sealed class AgentOperationFilter(PathParameters pathParameters) : IOperationFilter
{
    private const string Json = "application/json";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<AgentOperation>().FirstOrDefault() is not { } described) return;
        operation.Summary = described.Summary;
        operation.Parameters = [.. pathParameters.Of(context.ApiDescription.RelativePath ?? ""), .. described.Headers.Select(Header)];
        operation.RequestBody = described.Body is { } body
            ? new OpenApiRequestBody { Required = true, Content = Content(body, context, described.Example) }
            : null;
        operation.Responses = [];
        foreach (var answer in described.Answers)
            operation.Responses[answer.Status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = answer.Description,
                Content = answer.Body is { } shape ? Content(shape, context) : null,
            };
        operation.Responses["default"] = new OpenApiResponse { Description = "The error envelope.", Content = Content(typeof(ErrorEnvelope.Body), context) };
    }

    private static OpenApiParameter Header(KeyValuePair<string, string> header) => new()
    {
        Name = header.Key,
        In = ParameterLocation.Header,
        Description = header.Value,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static Dictionary<string, IOpenApiMediaType> Content(Type shape, OperationFilterContext context, JsonNode? example = null) => new()
    {
        [Json] = new OpenApiMediaType { Schema = context.SchemaGenerator.GenerateSchema(shape, context.SchemaRepository), Example = example?.DeepClone() },
    };
}
