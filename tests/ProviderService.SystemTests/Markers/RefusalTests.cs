using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Markers;

public sealed class RefusalTests(RunningService service) : IClassFixture<RunningService>, IAsyncLifetime
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, RefusedRequests.All.Count)];

    public async ValueTask InitializeAsync() => await RefusedRequests.PrepareAsync(service.Client);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task A_refusal_does_not_repeat_what_is_refused(int number)
    {
        var answer = await RefusedRequests.SendAsync(service.Client, RefusedRequests.All[number]);

        Assert.False(new MarkerSearch([RefusedRequests.Marker]).Finds(answer), answer);
    }
}
