namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>What a caller writes into <c>properties</c>, all versions together, defaults filled in; see
/// <see cref="SourceControlConfigurationRequest.ApplyTo"/>.</summary>
internal sealed record SourceControlConfigurationSettings
{
    /// <summary>Any text; the hosted service takes what no Git could clone.</summary>
    public string? RepositoryUrl { get; init; }

    public required string OperatorNamespace { get; init; }

    public required string OperatorInstanceName { get; init; }

    public required string OperatorType { get; init; }

    /// <summary><c>cluster</c> or <c>namespace</c>, in the caller's spelling.</summary>
    public required string OperatorScope { get; init; }

    public required string OperatorParams { get; init; }

    public required bool EnableHelmOperator { get; init; }

    /// <summary>Only kept while the Helm operator is enabled.</summary>
    public HelmOperatorProperties? HelmOperatorProperties { get; init; }

    /// <summary>What is answered while there is no known_hosts: an empty string or <see langword="null"/>, as it was given. They mean the same.</summary>
    public string? SshKnownHostsContents { get; init; }

    /// <summary>Whether these settings ask for the same desired state: spellings that no operator can see do not count.</summary>
    public bool MeansSameAs(SourceControlConfigurationSettings other) => Normalized() == other.Normalized();

    private SourceControlConfigurationSettings Normalized() => this with
    {
        OperatorScope = OperatorScope.ToLowerInvariant(),
        SshKnownHostsContents = null,
    };
}

/// <summary>The chart that installs the Helm operator.</summary>
/// <param name="ChartVersion">The version of the chart.</param>
/// <param name="ChartValues">Values for the chart: flags of <c>helm</c> such as <c>--set</c>.</param>
/// <remarks>Stored and answered as it was given.</remarks>
internal sealed record HelmOperatorProperties(string? ChartVersion, string? ChartValues);
