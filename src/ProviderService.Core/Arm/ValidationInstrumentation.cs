using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ProviderService.Core.Arm;

/// <summary>The spans and figures of validation.</summary>
public static class ValidationInstrumentation
{
    private const string Name = "ProviderService.Validation";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Faults = Meter.CreateCounter<long>(
        "providerservice.validation.faults", "{fault}", "Faults for which requests were refused.");

    /// <summary>Starts the span of a validation that is part of a trace.</summary>
    /// <returns><see langword="null"/> while nobody listens.</returns>
    public static Activity? Start() => Activity.Current is null ? null : Source.StartActivity("validate");

    /// <summary>Counts the faults of a refused request by their codes, which are words of the program and never the caller's.</summary>
    internal static void Refused(IReadOnlyList<ArmError> faults)
    {
        if (!Faults.Enabled) return;
        foreach (var fault in faults) Faults.Add(1, new KeyValuePair<string, object?>("code", fault.Code));
    }
}
