using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Recordings;

/// <summary>Sends the service what the hosted one was sent, and compares the answers byte by byte.</summary>
[Trait("Needs", "recordings")]
public sealed class ReplayTests(RunningService service) : IClassFixture<RunningService>
{
    public static TheoryData<int> Numbers => [.. ReplayPlan.Replayed.Keys];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task The_service_answers_what_the_hosted_one_did_but_for_deliberate_differences(int number)
    {
        var recording = RecordingFolder.Read(number);
        await using var state = new ReplayState(service.Client, recording);

        var answer = await Poll.UntilAsync("the recorded state", () => ReplayAsync(recording, state));

        var expected = ReplayPlan.Replayed[number].Aggregate(state.Prepared(recording.Answer.ToComparable()), (text, deviation) => deviation.ApplyTo(text));
        Assert.Equal(expected, answer.ToComparable());
    }

    /// <returns><see langword="null"/> when the recorded state was missed.</returns>
    private async Task<Answer?> ReplayAsync(Recording recording, ReplayState state)
    {
        using var request = recording.ToRequest(await state.PrepareAsync());
        using var response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await Answer.ReadAsync(response);
        return IsMissed(recording, answer) ? null : answer;
    }

    /// <summary>A deletion may be over before anybody asks about it, and is started once more then.</summary>
    private static bool IsMissed(Recording recording, Answer answer) =>
        recording.Method == HttpMethod.Get && recording.Answer.Status == 202 && answer.Status == 200;
}
