using ProviderService.Resources.SourceControlConfigurations;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

public sealed class ComplianceStatusTests
{
    private static readonly DateTimeOffset ChangedAt = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("00:00:00", "Pending")]
    [InlineData("1.23:59:59.9999999", "Pending")]
    [InlineData("2.00:00:00", "Failed")]
    [InlineData("365.00:00:00", "Failed")]
    public void Without_a_report_a_change_is_pending_for_48_hours_and_then_failed(string age, string expected) =>
        Assert.Equal(expected, After(age).ComplianceState);

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("3.00:00:00")]
    public void Without_a_report_everything_but_the_state_says_so(string age) => Assert.Equal(
        new ComplianceStatus(After(age).ComplianceState, default, """{"OperatorMessage":null,"ClusterState":null}""", "Information"), After(age));

    [Fact]
    public void Without_a_report_lost_credentials_are_asked_for_again()
    {
        var status = ComplianceStatus.Unreported(ChangedAt, ChangedAt, hasLostCredentials: true);
        Assert.Equal("Pending", status.ComplianceState);
        Assert.Contains("Supply them again", (string?)System.Text.Json.Nodes.JsonNode.Parse(status.Message)!["OperatorMessage"], StringComparison.Ordinal);
    }

    private static ComplianceStatus After(string age) =>
        ComplianceStatus.Unreported(ChangedAt, ChangedAt + TimeSpan.Parse(age, System.Globalization.CultureInfo.InvariantCulture), hasLostCredentials: false);
}
