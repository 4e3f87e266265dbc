namespace ProviderService.Agents;

/// <summary>The settings of <c>Agents</c>.</summary>
internal sealed class AgentOptions
{
    public const string Section = "Agents";

    public const string DefaultAudience = "provider-service/agent";

    /// <summary>Proxies between agents and the service give up after a minute.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(55);

    /// <summary>How long a poll is held at most.</summary>
    public TimeSpan MaxWait { get; set; } = LongestWait;

    /// <summary>What the tokens of agents have as <c>aud</c>.</summary>
    public string Audience { get; set; } = DefaultAudience;

    /// <summary>How many polls of one cluster are held at most: an agent needs one, and one more for each connection that broke unnoticed.</summary>
    public int MaxPollsPerCluster { get; set; } = 16;

    /// <summary>How many polls this process holds at most.</summary>
    public int MaxPolls { get; set; } = 100_000;
}
