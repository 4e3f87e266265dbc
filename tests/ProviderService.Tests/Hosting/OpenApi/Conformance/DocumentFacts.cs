using System.Text.Json.Nodes;

namespace ProviderService.Tests.Hosting.OpenApi.Conformance;

/// <summary>What a document says of its operations, one fact a line: path and verb, parameters, answers, and every member of a body with its
/// type, its words, and whether it is required or read-only. Names of schemas and descriptions say nothing on the wire.</summary>
internal sealed class DocumentFacts
{
    private readonly SortedSet<string> _facts = new(StringComparer.Ordinal);

    /// <param name="file">The document, or a part of it.</param>
    /// <param name="covers">The paths that count.</param>
    public static IEnumerable<string> Of(SwaggerFile file, Func<string, bool> covers)
    {
        var facts = new DocumentFacts();
        foreach (var (path, item) in file.Paths.Where(path => covers(path.Key)))
            foreach (var (verb, operation) in item!.AsObject().Where(member => member.Key != "parameters"))
                facts.AddOperation(file, verb, path, operation!.AsObject(), Items(item, "parameters"));
        return facts._facts;
    }

    private void AddOperation(SwaggerFile file, string verb, string path, JsonObject operation, IEnumerable<JsonNode> shared)
    {
        var id = (string)operation["operationId"]!;
        _facts.Add($"{id}: {verb} {path}");
        foreach (var parameter in Items(operation, "parameters").Concat(shared)) AddParameter(id, file.Resolve(parameter));
        foreach (var (status, answer) in operation["responses"]!.AsObject()) AddAnswer($"{id} {status}", file.Resolve(answer!));
    }

    private void AddParameter(string operation, (JsonObject Node, SwaggerFile File) parameter)
    {
        if ((string?)parameter.Node["in"] == "body")
            AddMember($"{operation} body", parameter.Node["schema"]!, parameter.File, []);
        else
            AddType($"{operation} {parameter.Node["in"]} {parameter.Node["name"]}", parameter.Node);
        if ((bool?)parameter.Node["required"] == true) _facts.Add($"{operation} {parameter.Node["in"]} {parameter.Node["name"]}: required");
    }

    private void AddAnswer(string answer, (JsonObject Node, SwaggerFile File) described)
    {
        if (described.Node["schema"] is not { } schema)
        {
            _facts.Add($"{answer}: empty");
            return;
        }

        AddMember(answer, schema, described.File, []);
    }

    private void AddMember(string member, JsonNode schema, SwaggerFile file, IReadOnlyList<JsonObject> within)
    {
        if ((bool?)schema["readOnly"] == true) _facts.Add($"{member}: read-only");
        var (node, origin) = file.Resolve(schema);
        if (within.Contains(node)) return;
        within = [.. within, node];
        if ((bool?)node["readOnly"] == true) _facts.Add($"{member}: read-only");
        AddType(member, node);
        AddMembers(member, node, origin, within);
        if (node["items"] is { } items) AddMember($"{member}[]", items, origin, within);
        if (node["additionalProperties"] is JsonObject { Count: > 0 } values) AddMember($"{member}.*", values, origin, within);
    }

    /// <summary>Adds the members of an object, and those that it takes over from others.</summary>
    private void AddMembers(string member, JsonObject node, SwaggerFile file, IReadOnlyList<JsonObject> within)
    {
        foreach (var (basis, origin) in Items(node, "allOf").Select(file.Resolve)) AddMembers(member, basis, origin, within);
        foreach (var (name, schema) in node["properties"]?.AsObject() ?? []) AddMember($"{member}.{name}", schema!, file, within);
        foreach (var name in Items(node, "required")) _facts.Add($"{member}.{name}: required");
    }

    private void AddType(string member, JsonObject node)
    {
        _facts.Add($"{member}: {node["type"] ?? "object"}");
        var words = Items(node, "enum").Select(word => word.ToString()).Order(StringComparer.Ordinal).ToList();
        if (words.Count > 0) _facts.Add($"{member}: one of {string.Join(", ", words)}");
    }

    private static IEnumerable<JsonNode> Items(JsonNode node, string name) => node[name] is JsonArray array ? array.Select(item => item!) : [];
}
