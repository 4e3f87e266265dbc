using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Recordings;

public sealed class ReplayPlanTests(ITestOutputHelper output)
{
    [Fact]
    [Trait("Needs", "recordings")]
    public void Every_recording_is_replayed_or_left_out_for_one_reason()
    {
        var planned = ReplayPlan.Replayed.Keys.Concat(ReplayPlan.Out.Values.SelectMany(numbers => numbers)).Order();

        Assert.Equal(RecordingFolder.Numbers().Order(), planned);
        Print();
    }

    /// <summary>15 recordings, of which 14 are replayed; the other one shows the gateway's failure. That answers match is for ReplayTests.</summary>
    [Fact]
    [Trait("Needs", "recordings")]
    public void Every_recording_that_carries_secrets_is_replayed_but_for_a_fault_of_the_gateway()
    {
        var carrying = RecordingFolder.Numbers().Where(number => RecordingFolder.Read(number).CarriesSecrets).Order().ToList();

        Assert.Equal([8, 12, 15, 20, 23, 24, 26, 27, 31, 35, 38, 42, 45, 50, 54], carrying);
        Assert.Equal([26], carrying.Except(ReplayPlan.Replayed.Keys));
        output.WriteLine($"{carrying.Count} recordings carry secrets, {carrying.Count(ReplayPlan.Replayed.ContainsKey)} of them are replayed.");
    }

    [Fact]
    public async Task Every_difference_is_a_row_of_the_compatibility_document()
    {
        var document = await File.ReadAllTextAsync(
            Path.Combine(BuiltFiles.RepositoryRoot, "docs", "compatibility.md"), TestContext.Current.CancellationToken);

        Assert.All(
            ReplayPlan.Replayed.Values.SelectMany(deviations => deviations).Select(deviation => deviation.Row).Distinct(),
            row => Assert.Contains($"| {row} |", document, StringComparison.Ordinal));
    }

    private void Print()
    {
        var (all, equal) = (ReplayPlan.Replayed.Count, ReplayPlan.Replayed.Values.Count(deviations => deviations.Count == 0));
        output.WriteLine($"{all} recordings are replayed: {equal} without a difference, {all - equal} with deliberate ones.");
        foreach (var (reason, numbers) in ReplayPlan.Out) output.WriteLine($"{numbers.Count} not replayed: {reason}.");
    }
}
