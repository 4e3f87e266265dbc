using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace ProviderService.Hosting.Proxies;

/// <summary>
/// Takes scheme, host and caller's address from the <c>X-Forwarded-*</c> headers of requests that a trusted proxy passes on, and from
/// those alone. Without trusted proxies the headers mean nothing.
/// </summary>
internal sealed class ProxyForwarding
{
    private readonly RequestDelegate _next;
    private readonly TrustedProxies _proxies;
    private readonly ForwardedHeadersMiddleware _forwarded;

    /// <summary>Marks a request that came from a trusted proxy.</summary>
    private sealed record Voucher;

    public ProxyForwarding(RequestDelegate next, TrustedProxies proxies, ILoggerFactory loggers)
    {
        _next = next;
        _proxies = proxies;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null, // as far back as every hop is trusted
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in proxies.Networks) options.KnownIPNetworks.Add(network);
        _forwarded = new ForwardedHeadersMiddleware(next, loggers, Options.Create(options));
    }

    public Task InvokeAsync(HttpContext context)
    {
        if (!_proxies.Contain(context.Connection.RemoteIpAddress)) return _next(context);
        context.Features.Set(new Voucher());
        return _forwarded.Invoke(context);
    }

    /// <summary>Whether a trusted proxy stands by the request's scheme and host.</summary>
    public static bool Vouches(HttpContext context) => context.Features.Get<Voucher>() is not null;
}
