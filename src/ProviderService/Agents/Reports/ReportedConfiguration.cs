using ProviderService.Core.Arm;
using ProviderService.Resources.SourceControlConfigurations;

namespace ProviderService.Agents.Reports;

/// <summary>How far an agent has come with one generation of a configuration.</summary>
internal sealed record ReportedConfiguration(string Name, Guid Uid, long Generation, ConfigurationReport Report)
{
    private const int MaxMessage = 32 * 1024;
    private const int MaxText = 8 * 1024;
    private const int MaxEvents = 50;
    private const int MaxEvent = 1024;

    private static readonly string[] ComplianceStates = ["Pending", "Compliant", "Noncompliant", "Installed", "Failed"];

    public static ReportedConfiguration Read(JsonMembers item, Faults faults)
    {
        foreach (var name in (string[])["name", "uid", "generation", "complianceState"])
            if (!item.Has(name) || item.IsNull(name)) faults.Add("MissingProperty", $"'{item.PathOf(name)}' is required.", item.PathOf(name));
        return new(
            item.Text("name") ?? "", item.Identifier("uid") ?? default, item.Count("generation") ?? 0,
            new(
                ReadState(item, faults), ReadTime(item), ReadMessage(item, faults).ToJson(),
                item.Text("repositoryPublicKey", maxLength: MaxText) ?? ""));
    }

    /// <summary>In the published spelling.</summary>
    private static string ReadState(JsonMembers item, Faults faults)
    {
        if (item.Text("complianceState") is not { } word) return "";
        if (ComplianceStates.FirstOrDefault(state => state.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } known) return known;
        var path = item.PathOf("complianceState");
        faults.Add("InvalidValue", $"'{path}' must be one of '{string.Join("', '", ComplianceStates)}'.", path);
        return "";
    }

    /// <summary>To the millisecond, as recorded.</summary>
    private static DateTimeOffset? ReadTime(JsonMembers item) => item.Time("lastConfigApplied") is { } time
        ? new DateTimeOffset(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero)
        : null;

    private static ComplianceMessage ReadMessage(JsonMembers item, Faults faults)
    {
        const string events = "mostRecentEventsFromFlux";
        var recent = item.Texts(events);
        if (recent?.Count > MaxEvents || recent?.Any(text => text.Length > MaxEvent) == true)
            faults.Add("TooLong", $"'{item.PathOf(events)}' has more than {MaxEvents} texts, or one of more than {MaxEvent} characters.", item.PathOf(events));
        return new(
            item.Text("operatorMessage", multiline: true, MaxMessage), item.Text("clusterState", multiline: true, MaxText),
            item.Text("lastGitCommitInformation", multiline: true, MaxText), recent,
            item.Text("errorsInTheLastSynced", multiline: true, MaxMessage));
    }
}
