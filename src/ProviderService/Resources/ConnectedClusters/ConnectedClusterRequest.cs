using ProviderService.Core.Arm;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>What a PUT of a connected cluster asks for.</summary>
/// <param name="Name">From the path.</param>
/// <param name="Location">Required.</param>
/// <param name="Tags">Optional.</param>
/// <param name="IdentityType"><c>SystemAssigned</c> or <c>None</c>; required.</param>
/// <param name="Kind">Only from 2024-01-01 on.</param>
/// <param name="Settings">The members of <c>properties</c> that the version knows.</param>
internal sealed record ConnectedClusterRequest(
    string Name,
    string? Location,
    IReadOnlyDictionary<string, string>? Tags,
    string? IdentityType,
    string? Kind,
    ConnectedClusterRequest.RequestedSettings Settings)
{
    /// <summary>What is asked of <c>properties</c>; how the stored settings look afterwards depends on what the version knows.</summary>
    internal sealed record RequestedSettings(string? AgentPublicKeyCertificate, string? Distribution, string? Infrastructure, Settings2024? Since2024);

    /// <summary>The members that 2024-01-01 added; an older version leaves them as they are.</summary>
    internal sealed record Settings2024(
        string? DistributionVersion,
        string? PrivateLinkState,
        string? PrivateLinkScopeResourceId,
        string? AzureHybridBenefit,
        AadProfile? AadProfile,
        ArcAgentProfile? ArcAgentProfile)
    {
        public static Settings2024 Read(JsonMembers properties) => new(
            properties.Text("distributionVersion"), properties.Text("privateLinkState"), properties.Text("privateLinkScopeResourceId"),
            properties.Text("azureHybridBenefit"), ReadAad(properties.Nested("aadProfile")), ReadAgent(properties.Nested("arcAgentProfile")));

        private static AadProfile? ReadAad(JsonMembers? profile) => profile is null ? null : new(
            profile.Boolean("enableAzureRBAC"), profile.Texts("adminGroupObjectIDs"), profile.Text("tenantID"));

        private static ArcAgentProfile? ReadAgent(JsonMembers? profile) =>
            profile is null ? null : new(profile.Text("desiredAgentVersion"), profile.Text("agentAutoUpgrade") ?? "Enabled");
    }

    public static ConnectedClusterRequest Read(string name, ResourceVersion version, JsonMembers body)
    {
        var knows2024 = version.Shape == typeof(ConnectedCluster2024Shape);
        var properties = body.Nested("properties");
        return new(
            name, body.Text("location"), body.Map("tags"), body.Nested("identity")?.Text("type"), knows2024 ? body.Text("kind") : null,
            new(
                properties?.Text("agentPublicKeyCertificate", multiline: true), properties?.Text("distribution"), properties?.Text("infrastructure"),
                knows2024 && properties is not null ? Settings2024.Read(properties) : null));
    }

    public bool ChangesKeyOf(ConnectedClusterDocument current) => current.Settings.AgentPublicKeyCertificate != Settings.AgentPublicKeyCertificate;

    /// <summary>The cluster after this request.</summary>
    /// <param name="current">The cluster before; <see langword="null"/> to create one.</param>
    /// <param name="name">The name as the caller spells it.</param>
    /// <param name="uid">The incarnation that a creation makes.</param>
    /// <param name="groupUid">The incarnation of the group.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="now">When.</param>
    public ConnectedClusterDocument ApplyTo(
        ConnectedClusterDocument? current, string name, Guid uid, Guid groupUid, ConnectedClusterCaller caller, DateTimeOffset now)
    {
        var assigned = IdentityType!.Equals("SystemAssigned", StringComparison.OrdinalIgnoreCase);
        return new ConnectedClusterDocument
        {
            Name = current?.Name ?? name,
            Uid = current?.Uid ?? uid,
            GroupUid = groupUid,
            Revision = Guid.NewGuid(),
            SystemData = current?.SystemData.ModifiedNow(caller.Principal, now) ?? SystemData.CreatedNow(caller.Principal, now),
            Location = current?.Location ?? Location!,
            Tags = Tags,
            IdentityType = assigned ? "SystemAssigned" : "None",
            PrincipalId = assigned ? current?.PrincipalId ?? Guid.NewGuid() : null,
            TenantId = assigned ? current?.TenantId ?? caller.TenantId : null,
            Kind = Kind ?? current?.Kind,
            Settings = ApplyTo(current?.Settings),
        };
    }

    /// <summary>What the request's version does not know stays.</summary>
    private ConnectedClusterSettings ApplyTo(ConnectedClusterSettings? current)
    {
        var settings = (current ?? new ConnectedClusterSettings { AgentPublicKeyCertificate = "" }) with
        {
            AgentPublicKeyCertificate = Settings.AgentPublicKeyCertificate!,
            Distribution = Settings.Distribution,
            Infrastructure = Settings.Infrastructure,
        };
        return Settings.Since2024 is not { } added ? settings : settings with
        {
            DistributionVersion = added.DistributionVersion,
            PrivateLinkState = added.PrivateLinkState,
            PrivateLinkScopeResourceId = added.PrivateLinkScopeResourceId,
            AzureHybridBenefit = added.AzureHybridBenefit,
            AadProfile = added.AadProfile,
            ArcAgentProfile = added.ArcAgentProfile,
        };
    }
}
