using ProviderService.Core.Arm;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>
/// What a PUT says of the access to the repository. Absent and empty keep what is stored, since that is what a GET answers and clients
/// send back; <c>null</c> removes it.
/// </summary>
internal sealed class SuppliedCredentials
{
    public const string SshKnownHostsPath = "properties.sshKnownHostsContents";
    public const string ProtectedSettingsPath = "properties.configurationProtectedSettings";

    private const string SshKnownHostsMember = "sshKnownHostsContents";
    private const string ProtectedSettingsMember = "configurationProtectedSettings";

    private static readonly Dictionary<string, string> None = [];

    /// <summary>A request at a version that has no credentials: it keeps them.</summary>
    public static readonly SuppliedCredentials Unknown = new();

    /// <summary>Base64 of a known_hosts file (sshd(8)); empty and <see langword="null"/> for none.</summary>
    public string? SshKnownHostsContents { get; private init; }

    /// <summary>As the request says it; the stored value, sent back, counts as a replacement here.</summary>
    public CredentialChange SshKnownHostsChange { get; private init; }

    /// <summary>Secrets by name.</summary>
    public IReadOnlyDictionary<string, string> ProtectedSettings { get; private init; } = None;

    public CredentialChange ProtectedSettingsChange { get; private init; }

    public static SuppliedCredentials Read(JsonMembers? properties)
    {
        if (properties is null) return Unknown;
        var knownHosts = properties.Text(SshKnownHostsMember, multiline: true);
        var protectedSettings = properties.Map(ProtectedSettingsMember) ?? None;
        return new()
        {
            SshKnownHostsContents = knownHosts,
            SshKnownHostsChange = ChangeOf(properties, SshKnownHostsMember, isGiven: !string.IsNullOrEmpty(knownHosts)),
            ProtectedSettings = protectedSettings,
            ProtectedSettingsChange = ChangeOf(properties, ProtectedSettingsMember, isGiven: protectedSettings.Count > 0),
        };
    }

    /// <returns>The secret of that name, spelled exactly so; <see langword="null"/> when there is none.</returns>
    public string? ProtectedSetting(string name) => ProtectedSettings.GetValueOrDefault(name);

    /// <summary>Without any known_hosts the hosted service answers an empty string to whoever sent one, and <c>null</c> to others.</summary>
    public string? EchoWithoutKnownHosts(string? current) =>
        SshKnownHostsContents == "" ? "" : SshKnownHostsChange == CredentialChange.Keep ? current : null;

    private static CredentialChange ChangeOf(JsonMembers properties, string member, bool isGiven) =>
        isGiven ? CredentialChange.Replace : properties.IsNull(member) ? CredentialChange.Remove : CredentialChange.Keep;
}
