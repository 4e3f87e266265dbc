using System.Text.Json.Nodes;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>Bodies that can be sent as they are.</summary>
internal static class ConnectedClusterExamples
{
    /// <summary>The public half of a key pair whose private half nobody kept.</summary>
    private const string PublicKey =
        "MIIBCgKCAQEA3EtqrzNjDqpFwNjxL9PqLRJg18i6RJZB/snQNTK49JYY7hHp0B1eNKI1/YrZutDDgZSouB2dgMpRIwIOn1XaFuUYPJ+KjhYF0A2+uKu448oS3uvDOv+K3SEFMlOaftE6e7J8wdqWykRIwqVmwS59+iUOUXgw9Sx1fYJMmadA4Uofb2s3XmXSkpiq8jBD0bu5jo9KyKBO6eFzkcJT/CmHrVaRlmCBKEdWMHMBVpIriihX5neZXYYOmx3wY2qAc8RrhLlKXhzmy8f1dQn1pXz6031w/+aWJMMGtJ4PhOUBKQdZwBgCFmT1JF5/dJo+eRobs3smudm2dpJ/7dBO1uALmQIDAQAB";

    public static JsonObject Put() => new()
    {
        ["location"] = "eastus",
        ["tags"] = new JsonObject { ["team"] = "platform" },
        ["identity"] = new JsonObject { ["type"] = "SystemAssigned" },
        ["properties"] = new JsonObject
        {
            ["agentPublicKeyCertificate"] = PublicKey,
            ["distribution"] = "k3s",
            ["infrastructure"] = "generic",
        },
    };

    public static JsonObject Patch() => new() { ["tags"] = new JsonObject { ["team"] = "platform" } };
}
