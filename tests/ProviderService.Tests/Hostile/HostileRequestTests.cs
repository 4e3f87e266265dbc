using System.Collections.Concurrent;
using System.Text.Json;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Core.Arm;
using ProviderService.Identity;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Hostile;

/// <summary>Alone in the process while they run, because memory is measured.</summary>
[CollectionDefinition(nameof(HostileRequestTests), DisableParallelization = true)]
[Collection(nameof(HostileRequestTests))]
public sealed class HostileRequestTests(TestService service) : IClassFixture<TestService>
{
    private const int Count = 10_000;
    private const int MaxGrowth = 32 * 1024 * 1024;
    private const uint Stream = 1;
    private const ulong Seed = 20261122;

    private readonly string _token = service.Services.GetRequiredService<LocalTokens>().Issue(LocalAdministrator.Claims, TimeSpan.FromDays(1));
    private readonly ConcurrentDictionary<int, int> _statuses = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_bad_requests_are_refused_in_arms_words_and_leave_neither_a_trace_nor_memory_behind()
    {
        await SetUpAsync();
        var requests = Generate(Count);
        await RunAsync(requests[..(Count / 10)]);
        var (contents, present) = (await ContentsAsync(), await StoreContents.PresentAsync(service));
        var (memory, start) = (GC.GetTotalMemory(forceFullCollection: true), TimeProvider.System.GetTimestamp());

        var failures = await RunAsync(requests);

        var (elapsed, growth) = (TimeProvider.System.GetElapsedTime(start), GC.GetTotalMemory(forceFullCollection: true) - memory);
        Report($"{Count} requests in {elapsed}, {memory} bytes before, {growth} more after; {string.Join(", ", _statuses.OrderBy(status => status.Key))}");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Take(5)));
        Assert.Empty(await StoreContents.ChangesAsync(service, present));
        Assert.Equal(contents, await ContentsAsync());
        Assert.InRange(growth, long.MinValue, MaxGrowth);
        GC.KeepAlive(requests);
    }

    /// <summary>The same requests on every run, whatever becomes of any of them.</summary>
    private static List<HostileRequest> Generate(int count)
    {
        var random = new PCG(Stream, Seed);
        return [.. Enumerable.Range(0, count).Select(_ => HostileRequests.Any.Generate(random, null, out var _))];
    }

    private async Task<IReadOnlyCollection<string>> RunAsync(IReadOnlyList<HostileRequest> requests)
    {
        var failures = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(requests.Index(), Cancelled, async (item, _) =>
        {
            if (await FaultOfAsync(item.Item) is { } fault) failures.Enqueue($"Request {item.Index} {fault}:\n{item.Item}");
        });
        return failures;
    }

    /// <returns>What is wrong with the answer, or <see langword="null"/>.</returns>
    private async Task<string?> FaultOfAsync(HostileRequest request)
    {
        var answer = (await service.Server.SendAsync(context => request.ApplyTo(context, _token), Cancelled)).Response;
        _statuses.AddOrUpdate(answer.StatusCode, 1, (_, count) => count + 1);
        using var reader = new StreamReader(answer.Body);
        var body = await reader.ReadToEndAsync(Cancelled);
        if (answer.StatusCode is < 400 or >= 500) return $"was answered with {answer.StatusCode} {body}";
        return HttpMethods.IsHead(request.Method) || IsEnvelope(body) ? null : $"was answered with {answer.StatusCode}, but not as ARM does: {body}";
    }

    private static bool IsEnvelope(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var error = document.RootElement.GetProperty("error");
            return error.GetProperty("code").GetString() is { Length: > 0 } && error.GetProperty("message").GetString() is { Length: > 0 };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    private Task<IReadOnlyList<string>> ContentsAsync() => StoreContents.OfAsync(
        service, TestService.Subscription, ResourceId.Parse(HostileRequests.Cluster).Key, "system");

    private async Task SetUpAsync()
    {
        using var client = service.SignedIn();
        await PutAsync(client, HostileRequests.Group, "2021-04-01", HostileRequests.GroupBodies);
        await PutAsync(client, HostileRequests.Cluster, "2021-10-01", HostileRequests.ClusterBodies);
        await PutAsync(client, HostileRequests.Configuration, "2023-05-01", HostileRequests.ConfigurationBodies);
    }

    private static async Task PutAsync(HttpClient client, string path, string version, HostileBodies bodies)
    {
        using var answer = await client.CallAsync(HttpMethod.Put, path, version, System.Text.Encoding.UTF8.GetString(bodies.GoodBytes));
        Assert.True(answer.IsSuccessStatusCode, await answer.ReadTextAsync());
    }

    private static void Report(string figures) => TestContext.Current.TestOutputHelper!.WriteLine(figures);
}
