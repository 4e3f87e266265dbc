using Microsoft.OpenApi;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Hosting.OpenApi;

/// <summary>What the documents say of the parts of a path. The examples work one after the other on a fresh installation.</summary>
internal sealed class PathParameters(SubscriptionDirectory subscriptions)
{
    private readonly Dictionary<string, (string Description, string? Example)> _known = new()
    {
        ["subscriptionId"] = ("The id of the subscription.", subscriptions.Id.ToString()),
        ["resourceGroupName"] = ("The name of the resource group, in any case.", "rg1"),
        ["clusterRp"] = ("The provider of the cluster: Microsoft.Kubernetes.", "Microsoft.Kubernetes"),
        ["clusterResourceName"] = ("The type of the cluster: connectedClusters.", "connectedClusters"),
        ["clusterName"] = ("The name of the cluster.", "c1"),
        ["sourceControlConfigurationName"] = ("The name of the configuration.", "cfg"),
        ["resourceProviderNamespace"] = ("The namespace of the provider.", "Microsoft.KubernetesConfiguration"),
        ["location"] = ("The region that the operation was started in.", "eastus"),
        ["operationId"] = ("The id that the answer to the request named.", null),
    };

    /// <summary>The parameters of a route template, in its order.</summary>
    public IEnumerable<IOpenApiParameter> Of(string template) => template.Split('/')
        .Where(segment => segment.StartsWith('{') && segment.EndsWith('}'))
        .Select(segment => Describe(segment.Trim('{', '}')));

    private OpenApiParameter Describe(string name)
    {
        var (description, example) = _known.GetValueOrDefault(name);
        var parameter = new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Path,
            Required = true,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1 },
            Example = example,
        };

        // Everything but the subscription is a parameter of the method, not of the generated client.
        if (name != "subscriptionId") parameter.AddExtension("x-ms-parameter-location", new JsonNodeExtension("method"));
        return parameter;
    }
}
