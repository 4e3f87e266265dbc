namespace ProviderService.Core.DesiredState;

/// <summary>How many may wait at once.</summary>
/// <param name="PerCluster">For changes of one cluster.</param>
/// <param name="InAll">In this process.</param>
public sealed record WaiterLimits(int PerCluster, int InAll);
