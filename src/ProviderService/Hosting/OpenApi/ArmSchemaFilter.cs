using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ProviderService.Hosting.OpenApi;

/// <summary>Adds what generators of Azure clients read (AutoRest, "Swagger extensions") to the schemas of shapes.</summary>
internal sealed class ArmSchemaFilter : ISchemaFilter
{
    private const string Bag = "properties";
    private static readonly string[] WrittenByTheProvider = ["id", "name", "type"];

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema concrete) return;
        if (context.MemberInfo is { } member)
            DescribeMember(concrete, member);
        else
            DescribeShape(concrete, context);
    }

    private static void DescribeMember(OpenApiSchema schema, MemberInfo member)
    {
        if (member.GetCustomAttribute<SecretAttribute>() is not null) schema.AdditionalProperties = SecretText();
        if (member.GetCustomAttribute<WordsAttribute>() is not { } words) return;
        schema.Enum = [.. words.Words.Select(word => (JsonNode)word)];
        schema.AddExtension("x-ms-enum", new JsonNodeExtension(new JsonObject { ["name"] = words.Name, ["modelAsString"] = true }));
    }

    /// <summary>The values are secret. The bag that they come in is answered, and is empty.</summary>
    private static OpenApiSchema SecretText()
    {
        var text = new OpenApiSchema { Type = JsonSchemaType.String, WriteOnly = true };
        text.AddExtension("x-ms-secret", new JsonNodeExtension(true));
        return text;
    }

    private static void DescribeShape(OpenApiSchema schema, SchemaFilterContext context)
    {
        schema.ReadOnly = context.Type.GetCustomAttribute<ReadOnlyAttribute>() is not null;
        // Members of other names are passed over, not refused.
        if (schema.AdditionalProperties is null) schema.AdditionalPropertiesAllowed = true;
        if (schema.Properties is not { } properties) return;
        foreach (var (name, member) in properties) member.Description ??= CommonMembers.Describe(name);
        if (!WrittenByTheProvider.All(properties.ContainsKey)) return;
        schema.AddExtension("x-ms-azure-resource", new JsonNodeExtension(true));
        foreach (var name in WrittenByTheProvider) ((OpenApiSchema)properties[name]).ReadOnly = true;
        if (properties.TryGetValue(Bag, out var bag) && bag is OpenApiSchemaReference { Reference.Id: { } id })
            properties[Bag] = Flatten(id, context.SchemaRepository);
    }

    /// <summary>Moves the schema of the bag into the resource, since beside a reference nothing may be said.</summary>
    private static OpenApiSchema Flatten(string id, SchemaRepository repository)
    {
        var bag = (OpenApiSchema)repository.Schemas[id];
        repository.Schemas.Remove(id);
        bag.AddExtension("x-ms-client-flatten", new JsonNodeExtension(true));
        return bag;
    }
}
