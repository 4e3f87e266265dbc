using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>What an agent says of a configuration, for people; <see langword="null"/> for what it does not say.</summary>
internal sealed record ComplianceMessage(
    string? OperatorMessage,
    string? ClusterState,
    string? LastGitCommitInformation,
    IReadOnlyList<string>? MostRecentEventsFromFlux,
    string? ErrorsInTheLastSynced)
{
    /// <summary>The JSON document in the recorded form: two members while nothing was said, five afterwards.</summary>
    public string ToJson() => this == Nothing ? ComplianceStatus.NotReported : JsonSerializer.Serialize(
        this with
        {
            LastGitCommitInformation = LastGitCommitInformation ?? "",
            MostRecentEventsFromFlux = MostRecentEventsFromFlux ?? [],
            ErrorsInTheLastSynced = ErrorsInTheLastSynced ?? "",
        }, ComplianceMessageJson.Relaxed.ComplianceMessage);

    private static readonly ComplianceMessage Nothing = new(null, null, null, null, null);
}

[JsonSerializable(typeof(ComplianceMessage))]
internal sealed partial class ComplianceMessageJson : JsonSerializerContext
{
    /// <summary>Names as they are declared, nothing escaped that need not be.</summary>
    public static ComplianceMessageJson Relaxed { get; } = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
