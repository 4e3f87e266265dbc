using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using Microsoft.Extensions.Options;
using ProviderService.Core.Arm;
using ProviderService.Identity;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Hosting.Limits;

/// <summary>
/// Counts requests as ARM does, by caller, subscription and kind of verb over an hour, and says in every success how many are left.
/// Refuses what is more if a setting says so.
/// </summary>
internal sealed class HourlyQuotas(RequestDelegate next, IOptions<LimitOptions> options, SubscriptionDirectory subscriptions, TimeProvider time)
{
    private readonly LimitOptions _limits = options.Value;
    private Hour _hour = new(0);

    private sealed record Hour(long Number)
    {
        public ConcurrentDictionary<(string? Caller, string Subscription, string Kind), int> Counts { get; } = new();
    }

    public Task InvokeAsync(HttpContext context)
    {
        // What does not exist is not counted: there is no end of it.
        if (context.Features.Get<ArmRequest>() is null || context.Request.RouteValues["subscriptionId"] is not string subscription || !subscriptions.Has(subscription))
            return next(context);
        var (kind, quota) = QuotaOf(context.Request.Method);
        var key = (context.User.FindFirstValue(CallerClaims.ObjectId), subscription.ToLowerInvariant(), kind);
        var count = CurrentHour().Counts.AddOrUpdate(key, 1, (_, seen) => seen + 1);
        if (_limits.EnforcePerHour && count > quota) throw Exceeded(context.Request, subscription);
        context.Response.OnStarting(() => Write(context.Response, kind, quota - count));
        return next(context);
    }

    private static Task Write(HttpResponse response, string kind, int remaining)
    {
        if (response.StatusCode < 300)
            response.Headers[$"x-ms-ratelimit-remaining-subscription-{kind}"] = Math.Max(remaining, 0).ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    private Hour CurrentHour()
    {
        var (seen, now) = (Volatile.Read(ref _hour), time.GetUtcNow().UtcTicks / TimeSpan.TicksPerHour);
        if (seen.Number == now) return seen;
        var begun = new Hour(now);
        var found = Interlocked.CompareExchange(ref _hour, begun, seen);
        return found == seen ? begun : found;
    }

    private (string Kind, int Quota) QuotaOf(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? ("reads", _limits.ReadsPerHour)
        : HttpMethods.IsDelete(method) ? ("deletes", _limits.DeletesPerHour) : ("writes", _limits.WritesPerHour);

    private ArmException Exceeded(HttpRequest request, string subscription)
    {
        var rest = TimeSpan.FromTicks(TimeSpan.TicksPerHour - (time.GetUtcNow().UtcTicks % TimeSpan.TicksPerHour));
        return new ArmException(
            429, "SubscriptionRequestsThrottled",
            string.Create(CultureInfo.InvariantCulture, $"Number of requests for subscription '{subscription}' and operation '{OperationOf(request)}' exceeded the backend storage limit. Please try again after '{Math.Ceiling(rest.TotalSeconds)}' seconds."),
            cause: FailureCause.Gateway)
        { RetryAfter = rest };
    }

    /// <summary>As ARM names it: the path without the names in it, e.g. <c>PUT/SUBSCRIPTIONS/RESOURCEGROUPS/</c>.</summary>
    private static string OperationOf(HttpRequest request)
    {
        var segments = request.Path.Value!.Trim('/').ToUpperInvariant().Split('/');
        var words = segments.Where((_, index) => index % 2 == 0 || segments[index - 1] == "PROVIDERS");
        return $"{request.Method}/{string.Join('/', words)}/";
    }
}
