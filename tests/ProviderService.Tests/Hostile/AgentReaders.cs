using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ProviderService.Agents;
using ProviderService.Agents.Onboarding;
using ProviderService.Agents.Reports;
using ProviderService.Core.Arm;

namespace ProviderService.Tests.Hostile;

/// <summary>Reads what agents send.</summary>
internal static class AgentReaders
{
    public const string Claims = """{"iss":"/subscriptions/s","sub":"/subscriptions/s","aud":["a",1],"iat":1,"nbf":1.5,"exp":"x"}""";

    public const string Report =
        """{"agentVersion":"1","totalNodeCount":1,"configurations":[{"name":"a","uid":"00000000-0000-0000-0000-000000000000","generation":1,"complianceState":"Installed","lastConfigApplied":"0001-01-01T00:00:00+01:00","operatorMessage":"\u001b","mostRecentEventsFromFlux":["a",1]}]}""";

    private static readonly TokenDiagnosis Diagnosis = new(Options.Create(new AgentOptions()), TimeProvider.System);

    public static void ReadClaims(string claims) => ReadToken($"eyJhbGciOiJSUzI1NiJ9.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.AA");

    public static void ReadToken(string text)
    {
        if (AgentTokens.TryRead(text) is { } token) Assert.NotEmpty(Diagnosis.FaultsOf(token, "/agent/v1/subscriptions/s/ping"));
    }

    public static void ReadReport(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(text));
            var faults = new Faults();
            var report = AgentReport.Read(new JsonMembers(document.RootElement, "", faults), faults);
            if (faults.Errors.Count == 0) Assert.All(report.Configurations, item => Assert.NotEmpty(item.Report.ComplianceState));
        }
        catch (JsonException)
        {
            // Refused before it is read.
        }
    }
}
