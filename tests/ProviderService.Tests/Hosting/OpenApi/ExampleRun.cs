using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using ProviderService.Agents.OpenApi;

namespace ProviderService.Tests.Hosting.OpenApi;

/// <summary>Calls every operation of a document with the values that the document itself gives as examples, and notes the exchange in the
/// form of <c>x-ms-examples</c>. What differs from run to run is replaced.</summary>
internal sealed partial class ExampleRun(TestService service, string version)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What has to be there first comes first, what removes it last.</summary>
    private static readonly string[] Order = ["put", "patch", "head", "get", "post", "delete"];

    private readonly HttpClient _client = service.SignedIn();

    /// <summary>Answers to earlier requests name these.</summary>
    private readonly Dictionary<string, string> _learnt = [];

    /// <summary>The examples of all documents: the file, and what belongs into it.</summary>
    public static async IAsyncEnumerable<(string File, string Example)> AllAsync(TestService service)
    {
        // The administrator, who calls here, is no agent.
        foreach (var (name, file, _) in CommittedDocuments.Of(service).Where(one => one.Specification == OpenApiSpecVersion.OpenApi3_0 && one.Name != AgentDocument.Name))
        {
            var document = JsonNode.Parse(await CommittedDocuments.WriteAsync(service, name, OpenApiSpecVersion.OpenApi3_0))!;
            var version = (string)document["info"]!["version"]!;
            await PrepareAsync(service.SignedIn(), name);
            foreach (var (operation, example) in await new ExampleRun(service, version).RunAsync(document))
                yield return ($"{Path.GetDirectoryName(file)}/examples/{version}/{operation}.json", Mask(example.ToJsonString(Indented)) + "\n");
        }
    }

    /// <summary>Makes what the resources of a document lie in. The run before has removed what it made, and unregistered the provider.</summary>
    private static async Task PrepareAsync(HttpClient client, string document)
    {
        const string provider = $"{TestService.Subscription}/providers/Microsoft.KubernetesConfiguration/register";
        (await client.CallAsync(HttpMethod.Post, provider, "2021-04-01")).EnsureSuccessStatusCode();
        if (document.StartsWith("subscriptions", StringComparison.Ordinal) || document.StartsWith("resourceGroups", StringComparison.Ordinal)) return;
        const string group = $"{TestService.Subscription}/resourceGroups/rg1";
        (await client.CallAsync(HttpMethod.Put, group, "2021-04-01", """{"location":"eastus"}""")).EnsureSuccessStatusCode();
        if (document.StartsWith("connectedClusters", StringComparison.Ordinal)) return;
        var cluster = ProviderService.Resources.ConnectedClusters.ConnectedClusterExamples.Put().ToJsonString();
        (await client.CallAsync(HttpMethod.Put, $"{group}/providers/Microsoft.Kubernetes/connectedClusters/c1", "2021-10-01", cluster)).EnsureSuccessStatusCode();
    }

    private async Task<Dictionary<string, JsonObject>> RunAsync(JsonNode document)
    {
        var operations = (
            from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            let call = new Call(operation.Key, path.Key, operation.Value!)
            orderby call.Watches, Array.IndexOf(Order, call.Method)
            select call).ToList();
        var examples = new Dictionary<string, JsonObject>();
        var deletion = new TaskCompletionSource();
        foreach (var call in operations)
        {
            if (call.Starts) service.Interception.BeforeDelete = () => deletion.Task;
            await AddAsync(examples, call);
            if (call.Method == "put") await AddAsync(examples, call);
        }

        service.Interception.BeforeDelete = null;
        deletion.SetResult();
        await service.SweepAsync();
        foreach (var call in operations.Where(call => call.Method is "delete" or "head" || call.Watches)) await AddAsync(examples, call);
        return examples;
    }

    /// <summary>Makes the call, and adds what it answers to the example of its operation.</summary>
    private async Task AddAsync(Dictionary<string, JsonObject> examples, Call call)
    {
        var (parameters, path) = Fill(call);
        using var response = await _client.CallAsync(
            new HttpMethod(call.Method.ToUpperInvariant()), path, version, parameters["resource"]?.ToJsonString());
        var id = (string)call.Operation["operationId"]!;
        if (!examples.TryGetValue(id, out var example))
            examples[id] = example = new JsonObject { ["parameters"] = parameters, ["responses"] = new JsonObject() };
        var documented = call.Operation["responses"]!.AsObject();
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        if (!documented.ContainsKey(status)) status = "default";
        if (status != "default" || example["responses"]!.AsObject().Count == 0)
            example["responses"]![status] = await NoteAsync(response, hasBody: documented[status]!["content"] is not null);
    }

    private (JsonObject Parameters, string Path) Fill(Call call)
    {
        var (parameters, path) = (new JsonObject(), call.Path);
        foreach (var parameter in call.Operation["parameters"]!.AsArray().Where(parameter => (string?)parameter!["in"] == "path"))
        {
            var name = (string)parameter!["name"]!;
            parameters[name] = (string?)parameter["example"] ?? _learnt[name];
            path = path.Replace($"{{{name}}}", (string)parameters[name]!, StringComparison.Ordinal);
        }

        parameters["api-version"] = version;
        if (call.Operation["requestBody"]?["content"]?["application/json"]?["example"] is { } body) parameters["resource"] = body.DeepClone();
        return (parameters, path);
    }

    private async Task<JsonObject> NoteAsync(HttpResponseMessage response, bool hasBody)
    {
        var note = new JsonObject();
        var watch = response.Headers.TryGetValues("Azure-AsyncOperation", out var urls) ? urls.Single() : response.Headers.Location?.ToString();
        if (watch is not null && OperationUrl().Match(watch) is { Success: true } operation)
        {
            note["headers"] = new JsonObject { [urls is null ? "Location" : "Azure-AsyncOperation"] = watch };
            (_learnt["location"], _learnt["operationId"]) = (operation.Groups["location"].Value, operation.Groups["id"].Value);
        }

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (hasBody && text.Length > 0) note["body"] = JsonNode.Parse(text);
        return note;
    }

    private static string Mask(string example) =>
        RandomId().Replace(OperationId().Replace(example, "operation"), "11111111-1111-1111-1111-111111111111");

    [GeneratedRegex("(locations/(?<location>[^/]+)/operationStatuses|operationresults)/(?<id>[^?\"]+)")]
    private static partial Regex OperationUrl();

    [GeneratedRegex("[0-9a-f-]{36}(\\*|%2A)[0-9A-F]+")]
    private static partial Regex OperationId();

    [GeneratedRegex("(?!00000000-0000-0000-0000-000000000000)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex RandomId();

    /// <summary>An operation of a document.</summary>
    private sealed record Call(string Method, string Path, JsonNode Operation)
    {
        /// <summary>Whether it begins something that goes on after the answer.</summary>
        public bool Starts => Method == "delete" && Operation["responses"]!.AsObject().ContainsKey("202");

        /// <summary>Whether it asks how that goes.</summary>
        public bool Watches => Path.Contains("{operationId}", StringComparison.Ordinal);
    }
}
