using System.Collections.Concurrent;
using System.Globalization;

namespace ProviderService.Hosting;

/// <summary>
/// Counts requests as ARM does, by subscription and kind of verb over an hour, and says in every success how many are left.
/// Nothing is refused yet.
/// </summary>
internal sealed class RateLimitCounters(RequestDelegate next, TimeProvider time)
{
    private static readonly Budget Reads = new("reads", 12000);
    private static readonly Budget Writes = new("writes", 1200);
    private static readonly Budget Deletes = new("deletes", 15000);

    private readonly ConcurrentDictionary<(string Subscription, string Kind), (long Hour, int Count)> _counts = new();

    private sealed record Budget(string Kind, int PerHour);

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.RouteValues["subscriptionId"] is string subscription && context.Features.Get<ArmRequest>() is not null)
            context.Response.OnStarting(() => Write(context.Response, BudgetOf(context.Request.Method), subscription.ToLowerInvariant()));
        return next(context);
    }

    private Task Write(HttpResponse response, Budget budget, string subscription)
    {
        if (response.StatusCode >= 300) return Task.CompletedTask;
        var hour = time.GetUtcNow().UtcTicks / TimeSpan.TicksPerHour;
        var (_, count) = _counts.AddOrUpdate(
            (subscription, budget.Kind), (hour, 1), (_, seen) => seen.Hour == hour ? (hour, seen.Count + 1) : (hour, 1));
        response.Headers[$"x-ms-ratelimit-remaining-subscription-{budget.Kind}"] =
            Math.Max(budget.PerHour - count, 0).ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    private static Budget BudgetOf(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? Reads : HttpMethods.IsDelete(method) ? Deletes : Writes;
}
