using System.Text.Json.Nodes;

namespace ProviderService.Agents.OpenApi;

/// <summary>What an endpoint for agents does, for the OpenAPI document. For endpoint metadata.</summary>
/// <param name="Summary">In a line.</param>
/// <param name="Answers">How it may answer, but for errors that all have.</param>
internal sealed record AgentOperation(string Summary, params IReadOnlyList<AgentAnswer> Answers)
{
    /// <summary>What the endpoint takes; <see langword="null"/> for no body.</summary>
    public Type? Body { get; init; }

    /// <summary>A body that can be sent.</summary>
    public JsonNode? Example { get; init; }

    /// <summary>The request headers that change the answer, with their meaning.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}

/// <summary>An answer of an endpoint.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Description">When.</param>
/// <param name="Body">What is answered; <see langword="null"/> for no body.</param>
internal sealed record AgentAnswer(int Status, string Description, Type? Body = null);
