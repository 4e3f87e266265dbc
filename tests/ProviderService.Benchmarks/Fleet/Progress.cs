namespace ProviderService.Benchmarks.Fleet;

/// <summary>A line that shows how far a step is.</summary>
internal static class Progress
{
    private const int Width = 40;

    /// <summary>Does a thing to each, so many at a time, and shows how many are done.</summary>
    public static async Task ForEachAsync<T>(string name, T[] all, int parallelism, Func<T, Task> action)
    {
        var done = 0;
        var step = Math.Max(1, all.Length / 100);
        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = parallelism }, async (one, _) =>
        {
            await action(one);
            if (Interlocked.Increment(ref done) is var now && now % step == 0) Show(name, now, all.Length);
        });
        Show(name, all.Length, all.Length);
        Console.Error.WriteLine();
    }

    private static void Show(string name, int done, int all)
    {
        if (Console.IsErrorRedirected && done < all) return;
        var bar = new string('#', Width * done / all).PadRight(Width, '.');
        Console.Error.Write($"\r{name,-10}[{bar}] {done}/{all}");
    }
}
