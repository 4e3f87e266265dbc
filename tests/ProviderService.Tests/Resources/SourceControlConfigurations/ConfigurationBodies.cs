using System.Text.Json;
using ProviderService.Core.Arm;
using ProviderService.Resources.SourceControlConfigurations;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

/// <summary>Request bodies, and what becomes of them.</summary>
internal static class ConfigurationBodies
{
    public const string Newest = "2023-05-01";
    public const string Oldest = "2019-11-01-preview";

    public static readonly Principal Caller = new("somebody@example.org", "User");

    public static ResourceVersion Version(string version) => SourceControlConfigurationType.Instance.Find(ApiVersion.Parse(version))!;

    /// <summary>Reads a body whose <c>properties</c> are these.</summary>
    public static SourceControlConfigurationRequest Read(string properties, string version = Newest, Faults? faults = null, string name = "cfg") =>
        ReadBody($$"""{"properties":{{properties}}}""", version, faults, name);

    public static SourceControlConfigurationRequest ReadBody(string body, string version = Newest, Faults? faults = null, string name = "cfg")
    {
        using var document = JsonDocument.Parse(body);
        return SourceControlConfigurationRequest.Read(name, Version(version), new JsonMembers(document.RootElement, "", faults ?? new Faults()));
    }

    /// <summary>A configuration that has no credentials.</summary>
    public static ConfigurationSnapshot Snapshot(SourceControlConfigurationDocument document) => new(document, VisibleSecret.None, VisibleSecret.None);

    /// <summary>The settings that a PUT of these <c>properties</c> leaves.</summary>
    public static SourceControlConfigurationSettings Settings(
        string properties, string version = Newest, SourceControlConfigurationSettings? current = null) => Read(properties, version).ApplyTo(current);
}
