using Microsoft.OpenApi;
using ProviderService.Agents.OpenApi;
using ProviderService.Core.Arm;
using ProviderService.Core.DesiredState;
using ProviderService.Resources;

namespace ProviderService.Hosting.OpenApi;

/// <summary>One OpenAPI document for each resource type and api-version, and Swagger UI to explore them, at <c>/swagger</c>.</summary>
internal static class OpenApiDocuments
{
    private const string SecurityScheme = "bearer";

    public static IServiceCollection AddOpenApiDocuments(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSingleton<PathParameters>();
        services.ConfigureSwagger(options => options.SetCustomDocumentSerializer<SwaggerSerializer>());
        return services.AddSwaggerGen(options =>
        {
            foreach (var (type, version) in Documents()) options.SwaggerDoc(NameOf(type, version), InfoOf(type, version));
            options.SwaggerDoc(AgentDocument.Name, AgentDocument.Info);
            options.DocInclusionPredicate((document, api) => IsIn(document, api.ActionDescriptor.EndpointMetadata));
            options.CustomSchemaIds(SchemaNames.Of);
            options.CustomOperationIds(api => api.ActionDescriptor.EndpointMetadata.OfType<IEndpointNameMetadata>().LastOrDefault()?.EndpointName);
            options.SupportNonNullableReferenceTypes();
            options.IncludeXmlComments(typeof(OpenApiDocuments).Assembly);
            options.IncludeXmlComments(typeof(DesiredStateSnapshot).Assembly);
            options.SchemaFilter<ArmSchemaFilter>();
            options.OperationFilter<ArmOperationFilter>();
            options.OperationFilter<AgentOperationFilter>();
            options.AddSecurityDefinition(SecurityScheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = SecurityScheme,
                Description = "The token in the file admin-token of the data directory.",
            });
            options.AddSecurityRequirement(document => new() { [new OpenApiSecuritySchemeReference(SecurityScheme, document)] = [] });
        });
    }

    /// <summary>Keeps other requests from being matched against the patterns of documents and of files of Swagger UI.</summary>
    public static void UseOpenApiDocuments(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/swagger"),
        branch => branch.UseSwagger().UseSwaggerUI(options =>
        {
            options.DocumentTitle = "ProviderService";
            foreach (var (type, version) in NewestFirst())
                options.SwaggerEndpoint($"/swagger/{NameOf(type, version)}/swagger.json", $"{type.Name} {version.Version}");
            options.SwaggerEndpoint($"/swagger/{AgentDocument.Name}/swagger.json", $"agent {AgentDocument.Version}");
        }));

    /// <summary>Shows whoever opens the service's address in a browser where to go on. The path is relative, as a proxy may add to it.</summary>
    public static void MapFrontPage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", () => Results.Redirect("swagger/index.html")).AllowAnonymous().ExcludeFromDescription();

    private static bool IsIn(string document, IList<object> metadata) =>
        document == AgentDocument.Name ? metadata.OfType<AgentOperation>().Any() : Find(document, TypeOf(metadata)) is not null;

    /// <summary>Finds the version that a document is about, if it is about this type.</summary>
    public static ResourceVersion? Find(string document, ResourceType? type) =>
        type?.Versions.FirstOrDefault(version => NameOf(ResourceCatalog.DocumentedWith(type), version) == document);

    public static ResourceType? TypeOf(IEnumerable<object> metadata) => metadata.OfType<ResourceType>().FirstOrDefault();

    private static IEnumerable<(ResourceType Type, ResourceVersion Version)> Documents() =>
        ResourceCatalog.Documented.SelectMany(type => type.Versions.Select(version => (type, version)));

    /// <summary>What people come for before what it lies in.</summary>
    private static IEnumerable<(ResourceType Type, ResourceVersion Version)> NewestFirst() =>
        ResourceCatalog.Documented.Reverse().SelectMany(type => type.Versions.Reverse().Select(version => (type, version)));

    private static string NameOf(ResourceType type, ResourceVersion version) => $"{type.Name}-{version.Version}";

    private static OpenApiInfo InfoOf(ResourceType type, ResourceVersion version) => new()
    {
        Title = type.Title,
        Version = version.Version.ToString(),
        Description = "Authorize with the token in the file admin-token, then try the requests out: their examples can be sent as they are.",
    };
}
