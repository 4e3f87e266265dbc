using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using ProviderService.Agents.OpenApi;
using ProviderService.Tests.Architecture;
using Swashbuckle.AspNetCore.Swagger;

namespace ProviderService.Tests.Hosting.OpenApi;

/// <summary>The folder <c>openapi</c>, and what the running code would write into it.</summary>
internal static class CommittedDocuments
{
    public const string Folder = "openapi";

    /// <summary>The name of a document, the file that has it, and the specification that the file follows.</summary>
    public static IEnumerable<(string Name, string File, OpenApiSpecVersion Specification)> Of(TestService service)
    {
        foreach (var name in service.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<Swashbuckle.AspNetCore.SwaggerGen.SwaggerGenOptions>>()
            .Value.SwaggerGeneratorOptions.SwaggerDocs.Keys)
        {
            var (folder, version) = (name[..name.IndexOf('-', StringComparison.Ordinal)], name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..]);
            yield return (name, $"{Folder}/{folder}/{version}.json", OpenApiSpecVersion.OpenApi3_0);
            if (name != AgentDocument.Name) yield return (name, $"{Folder}/{folder}/{version}.swagger.json", OpenApiSpecVersion.OpenApi2_0);
        }
    }

    public static async Task<string> WriteAsync(TestService service, string name, OpenApiSpecVersion specification)
    {
        var document = await service.Services.GetRequiredService<IAsyncSwaggerProvider>().GetSwaggerAsync(name);
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        new ProviderService.Hosting.OpenApi.SwaggerSerializer().SerializeDocument(document, new OpenApiJsonWriter(text), specification);
        return text.ToString();
    }

    public static string PathOf(string file) => Path.Combine(SourceTree.Root, file);
}
