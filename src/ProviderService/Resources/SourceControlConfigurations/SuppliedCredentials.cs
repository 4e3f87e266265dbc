using ProviderService.Core.Arm;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>What a PUT supplies for access to the repository.</summary>
/// <param name="sshKnownHostsContents">Base64 of a known_hosts file (sshd(8)); empty for none.</param>
/// <param name="protectedSettings">Secrets by name.</param>
internal sealed class SuppliedCredentials(string? sshKnownHostsContents, IReadOnlyDictionary<string, string>? protectedSettings)
{
    public const string SshKnownHostsPath = "properties.sshKnownHostsContents";
    public const string ProtectedSettingsPath = "properties.configurationProtectedSettings";

    private readonly IReadOnlyDictionary<string, string> _protectedSettings = protectedSettings ?? new Dictionary<string, string>();

    public string? SshKnownHostsContents { get; } = sshKnownHostsContents;

    public static SuppliedCredentials Read(JsonMembers? properties) =>
        new(properties?.Text("sshKnownHostsContents", multiline: true), properties?.Map("configurationProtectedSettings"));

    /// <returns>The secret of that name, spelled exactly so; <see langword="null"/> when there is none.</returns>
    public string? ProtectedSetting(string name) => _protectedSettings.GetValueOrDefault(name);

    /// <summary>Refuses credentials, which this build has no safe place for, rather than lose them silently.</summary>
    /// <exception cref="ArmException">400 <c>ProtectedSettingsNotSupported</c>.</exception>
    public void RefuseAny()
    {
        if (_protectedSettings.Count > 0) throw NotSupported(ProtectedSettingsPath);
        if (!string.IsNullOrEmpty(SshKnownHostsContents)) throw NotSupported(SshKnownHostsPath);
    }

    private static ArmException NotSupported(string target) => new(
        400, "ProtectedSettingsNotSupported", $"This build of the service does not keep credentials yet, so '{target}' must be empty. Nothing was stored.", target);
}
