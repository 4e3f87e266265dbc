namespace ProviderService.Core.Arm;

/// <summary>Who made and last changed a resource, and when (ARM common-types v2, <c>systemData</c>).</summary>
public sealed record SystemData(Identity CreatedBy, DateTimeOffset CreatedAt, Identity LastModifiedBy, DateTimeOffset LastModifiedAt)
{
    public static SystemData CreatedNow(Identity by, DateTimeOffset at) => new(by, at, by, at);

    public SystemData ModifiedNow(Identity by, DateTimeOffset at) => this with { LastModifiedBy = by, LastModifiedAt = at };
}

/// <summary>Somebody who calls.</summary>
/// <param name="Name">A user's sign-in name, or an application's id.</param>
/// <param name="Type"><c>User</c>, <c>Application</c>, <c>ManagedIdentity</c> or <c>Key</c>.</param>
public sealed record Identity(string Name, string Type);
