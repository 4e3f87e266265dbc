using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ProviderService.Core.Encryption;

/// <summary>The spans and figures of sealing and opening envelopes. One that does not open was tampered with, or its key is lost.</summary>
internal static class EncryptionInstrumentation
{
    private const string Name = "ProviderService.Encryption";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Operations = Meter.CreateCounter<long>(
        "providerservice.envelope.operations", "{envelope}", "Envelopes sealed and opened.");

    public static Activity? StartSeal() => Start("envelope.seal", 1);

    /// <param name="count">How many envelopes are opened; those of a page are one span.</param>
    public static Activity? StartOpen(int count) => Start("envelope.open", count);

    public static void Sealed() => Count("seal", "succeeded");

    public static void Opened(DataKey key) =>
        Operations.Add(1, new("operation", "open"), new("outcome", "succeeded"), new("key", key.Fingerprint));

    public static void OpenFailed() => Count("open", "failed");

    private static Activity? Start(string name, int count) =>
        Activity.Current is null ? null : Source.StartActivity(name)?.SetTag("providerservice.envelope.count", count);

    private static void Count(string operation, string outcome) =>
        Operations.Add(1, new("operation", operation), new("outcome", outcome));
}
