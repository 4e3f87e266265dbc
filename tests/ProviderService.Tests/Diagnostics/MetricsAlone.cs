namespace ProviderService.Tests.Diagnostics;

/// <summary>
/// Tests that read <c>/metrics</c> run beside no others. Services in one process share the exporter's view of a metric of ASP.NET Core, and
/// the first of them that ends takes the metric away from all.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MetricsAlone
{
    public const string Name = "Metrics, alone";
}
