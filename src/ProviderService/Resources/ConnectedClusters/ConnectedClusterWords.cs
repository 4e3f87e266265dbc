using ProviderService.Hosting.OpenApi;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>The states that a request for a cluster can be in.</summary>
internal sealed class ProvisioningStatesAttribute()
    : WordsAttribute("ProvisioningState", "Succeeded", "Failed", "Canceled", "Provisioning", "Updating", "Deleting", "Accepted");

/// <summary>What is known of a cluster's agent.</summary>
internal sealed class ConnectivityStatusesAttribute() : WordsAttribute("ConnectivityStatus", "Connecting", "Connected", "Offline", "Expired");
