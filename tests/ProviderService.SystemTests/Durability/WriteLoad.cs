namespace ProviderService.SystemTests.Durability;

/// <summary>Writers that each change configurations of their own, one after another, until the service is gone.</summary>
internal sealed class WriteLoad(IReadOnlyList<IReadOnlyList<TrackedConfiguration>> configurationsByWriter)
{
    private int _acknowledged;
    private volatile bool _ending;

    /// <summary>How many writes were acknowledged so far.</summary>
    public int Acknowledged => _acknowledged;

    /// <summary>Writes until the connections break.</summary>
    /// <param name="client">Speaks with the service.</param>
    /// <param name="count">How many writes have to be acknowledged before it is done.</param>
    /// <param name="done">Ends the service, while the writers go on.</param>
    public async Task RunAsync(HttpClient client, int count, Func<Task> done)
    {
        _ending = false;
        var last = _acknowledged + count;
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = configurationsByWriter.Select(configurations => WriteAsync(client, configurations, last, reached)).ToList();
        await Task.WhenAny(reached.Task, Task.WhenAll(writers));
        _ending = true;
        await done();
        await Task.WhenAll(writers);
    }

    public Task VerifyAsync(HttpClient client) => Task.WhenAll(configurationsByWriter.Select(configurations => VerifyAsync(client, configurations)));

    private async Task WriteAsync(HttpClient client, IReadOnlyList<TrackedConfiguration> configurations, int last, TaskCompletionSource reached)
    {
        try
        {
            for (var i = 0; ; i = (i + 1) % configurations.Count)
            {
                await configurations[i].WriteAsync(client);
                if (Interlocked.Increment(ref _acknowledged) >= last) reached.TrySetResult();
            }
        }
        catch (HttpRequestException exception) when (_ending && exception.StatusCode is null)
        {
            // The connection broke with the service.
        }
    }

    private static async Task VerifyAsync(HttpClient client, IReadOnlyList<TrackedConfiguration> configurations)
    {
        foreach (var configuration in configurations) await configuration.VerifyAsync(client);
    }
}
