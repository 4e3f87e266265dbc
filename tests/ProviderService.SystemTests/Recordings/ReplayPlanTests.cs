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
