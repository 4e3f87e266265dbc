namespace ProviderService.SystemTests.Processes;

/// <summary>Waits for something that another process does, and that can only be asked for.</summary>
internal static class Poll
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Asks again and again until there is an answer.</summary>
    /// <param name="what">What is waited for, for the exception.</param>
    /// <param name="ask">Answers <see langword="null"/> for not yet.</param>
    /// <exception cref="TimeoutException">There was none within two minutes.</exception>
    public static async Task<T> UntilAsync<T>(string what, Func<Task<T?>> ask)
        where T : class
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            if (await ask() is { } answer) return answer;
            await Task.Delay(Interval, TimeProvider.System, cancellationToken);
        }

        throw new TimeoutException($"Waited {Patience} in vain for {what}.");
    }

    /// <summary>Asks again and again until the answer is yes.</summary>
    /// <exception cref="TimeoutException">It was not within two minutes.</exception>
    public static Task UntilAsync(string what, Func<Task<bool>> ask) => UntilAsync(what, async () => await ask() ? what : null);
}
