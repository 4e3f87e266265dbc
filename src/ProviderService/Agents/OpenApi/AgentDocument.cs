using Microsoft.OpenApi;

namespace ProviderService.Agents.OpenApi;

/// <summary>The OpenAPI document of the agent protocol.</summary>
internal static class AgentDocument
{
    public const string Version = "v1";

    public const string Name = "agent-" + Version;

    public const string Title = "Agent protocol";

    public static OpenApiInfo Info { get; } = new()
    {
        Title = Title,
        Version = Version,
        Description = "What the agent of a cluster asks and reports. It authorizes with a token that it signs with its own key: see docs/agent-protocol.md.",
    };
}
