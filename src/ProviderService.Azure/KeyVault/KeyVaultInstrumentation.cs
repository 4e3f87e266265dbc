using System.Diagnostics.Metrics;

namespace ProviderService.Azure.KeyVault;

/// <summary>How often the vault was asked, and how that ended.</summary>
internal static class KeyVaultInstrumentation
{
    private static readonly Meter Meter = new("ProviderService.KeyVault");

    private static readonly Counter<long> Operations = Meter.CreateCounter<long>(
        "providerservice.keyvault.operations", "{operation}", "Data keys wrapped and unwrapped by the vault.");

    public static void Observe(string operation, string outcome) => Operations.Add(1, new("operation", operation), new("outcome", outcome));
}
