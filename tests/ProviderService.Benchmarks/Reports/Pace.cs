namespace ProviderService.Benchmarks.Reports;

/// <summary>How long a benchmark takes: <c>--rounds</c> measurements of <c>--seconds</c> each, after a <c>--warmup</c> of so many seconds.</summary>
/// <remarks>The warm-up is long, since the runtime compiles what is hot in several steps, each after a while of calls.</remarks>
internal sealed record Pace(int Rounds = 9, double Seconds = 3, double Warmup = 15)
{
    /// <summary>Runs the steps in turn, again and again, so that whatever else the machine does meets all of them alike.</summary>
    /// <param name="steps">Each is told how long to run, and whether its result counts.</param>
    public async Task AlternateAsync(params Func<TimeSpan, bool, Task>[] steps)
    {
        foreach (var step in steps) await step(TimeSpan.FromSeconds(Warmup), false);
        for (var round = 0; round < Rounds; round++)
            foreach (var step in steps)
                await step(TimeSpan.FromSeconds(Seconds), true);
    }
}
