using ProviderService.Agents.OpenApi;
using ProviderService.Core.Arm;
using ProviderService.Hosting;

namespace ProviderService.Agents.Reports;

/// <summary><c>POST /agent/v1{clusterId}/status</c>: an agent says what became of the desired state.</summary>
internal static class StatusEndpoint
{
    public static void MapStatus(this IEndpointRouteBuilder cluster) => cluster.MapPost("/status", RecordAsync)
        .WithName("Status_Report").WithTags("agent").WithMetadata(new AgentOperation(
            "Report what became of the desired state.",
            new(204, "Recorded."), new(409, "About what a configuration no longer is; nothing was recorded.", typeof(ErrorEnvelope.Body)))
        { Body = typeof(AgentReportShape), Example = AgentReportShape.Example() });

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
