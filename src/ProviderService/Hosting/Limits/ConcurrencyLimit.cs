using System.Threading.RateLimiting;
using ProviderService.Core.Arm;

namespace ProviderService.Hosting.Limits;

/// <summary>
/// Works on so many requests at a time, lets a few more wait, and refuses the rest at once: under overload answers stay fast and whoever
/// cannot be served knows it.
/// </summary>
/// <remarks>Not the framework's middleware, which answers an empty 200 when a request is cancelled that waits.</remarks>
internal sealed class ConcurrencyLimit(RequestDelegate next, ConcurrencyLimiter limiter)
{
    private static readonly ArmException Busy =
        new(429, "TooManyRequests", "The service has as much to do as it can; please try again.") { RetryAfter = TimeSpan.FromSeconds(1) };

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Unlimited>() is not null)
        {
            await next(context);
            return;
        }

        using var turn = await limiter.AcquireAsync(cancellationToken: context.RequestAborted);
        if (turn.IsAcquired) await next(context);
        else await ErrorEnvelope.WriteAsync(context, Busy); // Not thrown: a refusal has to cost as little as possible.
    }
}

/// <summary>Marks an endpoint that waits for nobody and that may take as long as it needs: whoever looks after the service, and held polls.</summary>
internal sealed class Unlimited
{
    public static readonly Unlimited Instance = new();
}

internal static class UnlimitedMetadata
{
    /// <summary>Frees an endpoint of the limits on how many and how long.</summary>
    public static TBuilder WithoutLimits<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.WithMetadata(Unlimited.Instance).DisableRequestTimeout();
        return endpoint;
    }
}
