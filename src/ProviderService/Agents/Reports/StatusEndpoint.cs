using ProviderService.Core.Arm;
using ProviderService.Hosting;

namespace ProviderService.Agents.Reports;

/// <summary><c>POST /agent/v1{clusterId}/status</c>: an agent says what became of the desired state.</summary>
internal static class StatusEndpoint
{
    public static void MapStatus(this IEndpointRouteBuilder cluster) => cluster.MapPost("/status", RecordAsync)
        .WithName("Status_Report").WithTags("agent");

    private static async Task<IResult> RecordAsync(SignedInAgent agent, AgentReports reports, HttpContext context)
    {
        using var body = await RequestBody.ReadAsync(context.Request);
        var faults = new Faults();
        var report = AgentReport.Read(new JsonMembers(body.RootElement, "", faults), faults);
        faults.ThrowIfAny();
        await reports.RecordAsync(agent, report, context.RequestAborted);
        return new ArmResult(204);
    }
}
