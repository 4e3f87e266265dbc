using System.Globalization;

namespace ProviderService.Hosting;

/// <summary>The headers that every ARM answer has: no caching, transport security, and the ids that tie it to the log.</summary>
internal sealed class ResponseHeaders(RequestDelegate next, TimeProvider time)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(Write, (context, time.GetUtcNow()));
        return next(context);
    }

    private static Task Write(object state)
    {
        var (context, now) = ((HttpContext, DateTimeOffset))state;
        var headers = context.Response.Headers;
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-cache";
        headers.Pragma = "no-cache";
        headers.Expires = "-1";
        headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        headers.XContentTypeOptions = "nosniff";
        WriteRequestIds(context, now);
        WriteSupportedVersions(context);
        return Task.CompletedTask;
    }

    private static void WriteRequestIds(HttpContext context, DateTimeOffset now)
    {
        if (context.Features.Get<RequestIds>() is not { } ids) return;
        var headers = context.Response.Headers;
        headers[RequestIds.RequestHeader] = ids.RequestId.ToString();
        headers[RequestIds.CorrelationHeader] = ids.CorrelationId.ToString();
        headers["x-ms-routing-request-id"] = string.Create(CultureInfo.InvariantCulture, $"LOCAL:{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}:{ids.RequestId}");
        if (ids.Echo is not null) headers[RequestIds.ClientHeader] = ids.Echo;
    }

    /// <summary>What answers in the provider's place, the gateway, does not know the provider's versions.</summary>
    private static void WriteSupportedVersions(HttpContext context)
    {
        if (context.Features.Get<ArmRequest>()?.Type.SupportedVersionsHeader is { } versions && !context.Response.Headers.ContainsKey("x-ms-failure-cause"))
            context.Response.Headers["api-supported-versions"] = versions;
    }
}
