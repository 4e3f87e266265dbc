using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace ProviderService.Hosting.OpenApi;

/// <summary>Writes documents. What Swagger 2.0 can not say as OpenAPI 3 does, or what only its readers look for, is put in its words.</summary>
internal sealed class SwaggerSerializer : ISwaggerDocumentSerializer
{
    public void SerializeDocument(OpenApiDocument document, IOpenApiWriter writer, OpenApiSpecVersion specVersion)
    {
        if (specVersion == OpenApiSpecVersion.OpenApi2_0) Adapt(document);
        document.SerializeAs(specVersion, writer);
    }

    private static void Adapt(OpenApiDocument document)
    {
        document.Servers = [new OpenApiServer { Url = "https://localhost:5443" }];
        document.Components!.SecuritySchemes = document.Components.SecuritySchemes!.ToDictionary(scheme => scheme.Key, IOpenApiSecurityScheme (scheme) => Header(scheme.Value));
        foreach (var operation in document.Paths.SelectMany(path => path.Value.Operations!.Values))
            if (operation.OperationId is { } id)
                operation.AddExtension("x-ms-examples", Examples(id, document.Info.Version!));
    }

    /// <summary>There are no bearer tokens in Swagger 2.0, only headers.</summary>
    private static OpenApiSecurityScheme Header(IOpenApiSecurityScheme bearer) => new OpenApiSecurityScheme
    {
        Type = SecuritySchemeType.ApiKey,
        In = ParameterLocation.Header,
        Name = "Authorization",
        Description = bearer.Description,
    };

    /// <summary>Where the examples lie beside the committed documents.</summary>
    private static JsonNodeExtension Examples(string operationId, string version) => new(new JsonObject
    {
        [operationId] = new JsonObject { ["$ref"] = $"./examples/{version}/{operationId}.json" },
    });
}
