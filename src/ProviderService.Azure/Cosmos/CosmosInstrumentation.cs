using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Azure.Cosmos;

namespace ProviderService.Azure.Cosmos;

/// <summary>What requests cost, and what the SDK did for one that went wrong or took long. Ids and endpoints go into spans only; items go
/// nowhere.</summary>
internal static class CosmosInstrumentation
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);

    private static readonly Meter Meter = new("ProviderService.Cosmos");

    private static readonly Histogram<double> Charge = Meter.CreateHistogram(
        "providerservice.cosmos.request.charge", "{request_unit}", "Request units of requests to Cosmos DB.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, 3, 5, 8, 13, 21, 34, 55, 100, 250, 1000] });

    public static void Observe(string operation, ResponseMessage message) =>
        Observe(operation, (int)message.StatusCode, message.Headers.RequestCharge, message.Diagnostics);

    public static void Observe(string operation, CosmosException exception) =>
        Observe(operation, (int)exception.StatusCode, exception.RequestCharge, exception.Diagnostics);

    private static void Observe(string operation, int status, double charge, CosmosDiagnostics diagnostics)
    {
        if (Charge.Enabled) Charge.Record(charge, new("operation", operation), new("status", status));
        if (Activity.Current is not { IsAllDataRequested: true } span) return;
        span.SetTag("db.cosmosdb.status_code", status).SetTag("db.cosmosdb.request_charge", charge);
        if (status is 408 or 410 or 429 or 449 or >= 500 || diagnostics.GetClientElapsedTime() > Long)
            span.SetTag("providerservice.cosmos.diagnostics", diagnostics.ToString());
    }
}
