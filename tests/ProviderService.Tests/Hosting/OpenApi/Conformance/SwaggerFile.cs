using System.Text.Json.Nodes;

namespace ProviderService.Tests.Hosting.OpenApi.Conformance;

/// <summary>A file of a Swagger 2.0 document. What it refers to lies in it, or in files beside it.</summary>
internal sealed class SwaggerFile
{
    private readonly Dictionary<string, SwaggerFile> _files;
    private readonly string _path;
    private readonly JsonNode _root;

    private SwaggerFile(string path, Dictionary<string, SwaggerFile> files)
    {
        (_path, _files) = (path, files);
        _root = JsonNode.Parse(File.ReadAllText(path))!;
    }

    public string Version => (string)_root["info"]!["version"]!;

    public JsonObject Paths => _root["paths"]!.AsObject();

    public static SwaggerFile Read(string path) => new(Path.GetFullPath(path), []);

    /// <summary>Follows references until there is none.</summary>
    /// <returns>What is there, and the file that it is in.</returns>
    public (JsonObject Node, SwaggerFile File) Resolve(JsonNode node)
    {
        if ((string?)node["$ref"] is not { } reference) return (node.AsObject(), this);
        var parts = reference.Split('#', 2);
        var file = parts[0].Length == 0 ? this : Open(parts[0]);
        var target = parts[1].Trim('/').Split('/').Aggregate(file._root, (at, name) => at[name.Replace("~1", "/", StringComparison.Ordinal)]!);
        return file.Resolve(target);
    }

    private SwaggerFile Open(string relative)
    {
        var path = Path.GetFullPath(relative, Path.GetDirectoryName(_path)!);
        return _files.TryGetValue(path, out var file) ? file : _files[path] = new SwaggerFile(path, _files);
    }
}
