namespace ProviderService.Core.Arm;

/// <summary>Who made and last changed a resource, and when (ARM common-types v2, <c>systemData</c>).</summary>
public sealed record SystemData(Principal CreatedBy, DateTimeOffset CreatedAt, Principal LastModifiedBy, DateTimeOffset LastModifiedAt)
{
    public static SystemData CreatedNow(Principal by, DateTimeOffset at) => new(by, at, by, at);

    public SystemData ModifiedNow(Principal by, DateTimeOffset at) => this with { LastModifiedBy = by, LastModifiedAt = at };
}

/// <summary>Somebody who calls.</summary>
/// <param name="Name">A user's sign-in name, or an application's id.</param>
/// <param name="Type"><c>User</c>, <c>Application</c>, <c>ManagedIdentity</c> or <c>Key</c>.</param>
public sealed record Principal(string Name, string Type);
