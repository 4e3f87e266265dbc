using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProviderService.Core.DesiredState;

/// <summary>All that a cluster is to run, whole: what is not in it is not wanted. The body of <c>GET .../desiredState</c> (agent/v1).</summary>
/// <param name="Cluster">The cluster; under another <c>uid</c> it is another one.</param>
/// <param name="Configurations">Sorted by name.</param>
public sealed record DesiredStateSnapshot(DesiredCluster Cluster, IReadOnlyList<DesiredConfiguration> Configurations)
{
    /// <summary>The body as agents get it.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, DesiredStateJson.Relaxed.DesiredStateSnapshot);
}

/// <summary>The cluster that a state is for.</summary>
/// <param name="Id">In the spelling of the request.</param>
/// <param name="Uid">New whenever a cluster of this name is made.</param>
public sealed record DesiredCluster(string Id, Guid Uid);

/// <summary>One Flux v1 operator to be.</summary>
public sealed record DesiredConfiguration
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>New whenever a configuration of this name is made.</summary>
    public required Guid Uid { get; init; }

    /// <summary>Rises whenever the meaning changes. Of the same <see cref="Uid"/>, a lower one is outdated.</summary>
    public required long Generation { get; init; }

    public string? RepositoryUrl { get; init; }

    public required string OperatorNamespace { get; init; }

    public required string OperatorInstanceName { get; init; }

    /// <summary><c>cluster</c> or <c>namespace</c>, in any case.</summary>
    public required string OperatorScope { get; init; }

    public required string OperatorParams { get; init; }

    public required bool EnableHelmOperator { get; init; }

    public DesiredHelmOperator? HelmOperatorProperties { get; init; }

    public required DesiredKnownHosts SshKnownHosts { get; init; }

    public required DesiredProtectedSettings ProtectedSettings { get; init; }
}

/// <summary>The chart that installs the Helm operator.</summary>
public sealed record DesiredHelmOperator(string? ChartVersion, string? ChartValues);

/// <summary>The known_hosts of the repository's server.</summary>
/// <param name="State">What the agent has to do with its copy.</param>
/// <param name="Contents">Base64 of the file (sshd(8)) while it is present.</param>
/// <param name="ExpiresAt">Until when it can be had from here; a copy does not expire.</param>
public sealed record DesiredKnownHosts(DesiredSecretState State, string? Contents, DateTimeOffset? ExpiresAt);

/// <summary>The credentials for the repository.</summary>
/// <param name="State">What the agent has to do with its copy.</param>
/// <param name="Sealed">A compact JWE to the cluster's key while they are present (<see cref="Secrets.SealedSecrets"/>).</param>
/// <param name="ExpiresAt">Until when they can be had from here; a copy does not expire.</param>
public sealed record DesiredProtectedSettings(DesiredSecretState State, string? Sealed, DateTimeOffset? ExpiresAt);

/// <summary>The life of a secret as agents see it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DesiredSecretState>))]
public enum DesiredSecretState
{
    /// <summary>There is none: the agent deletes its copy.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>It is here: the agent replaces its copy.</summary>
    [JsonStringEnumMemberName("present")]
    Present,

    /// <summary>It was given out for as long as it was held: the agent keeps its copy.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,
}

[JsonSerializable(typeof(DesiredStateSnapshot))]
internal sealed partial class DesiredStateJson : JsonSerializerContext
{
    /// <summary>Escapes nothing that need not be, like all other answers.</summary>
    public static DesiredStateJson Relaxed { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
