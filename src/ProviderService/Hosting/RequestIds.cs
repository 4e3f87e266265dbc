using System.Diagnostics;

namespace ProviderService.Hosting;

/// <summary>The ids that tie a request, its answer, its log lines and its trace together (ARM RPC, "Common API request headers").</summary>
/// <param name="RequestId">Ours, new for every request: <c>x-ms-request-id</c>.</param>
/// <param name="CorrelationId">The caller's, shared by the requests of one undertaking: <c>x-ms-correlation-request-id</c>. Ours when the
/// caller has none.</param>
/// <param name="Echo">The caller's own id of this request, <c>x-ms-client-request-id</c>, when the caller wants it back.</param>
internal sealed record RequestIds(Guid RequestId, Guid CorrelationId, string? Echo)
{
    public const string RequestHeader = "x-ms-request-id";
    public const string CorrelationHeader = "x-ms-correlation-request-id";
    public const string ClientHeader = "x-ms-client-request-id";
    public const string ReturnClientHeader = "x-ms-return-client-request-id";

    /// <summary>What the first two are called in traces.</summary>
    public const string RequestTag = "arm.request_id";
    public const string CorrelationTag = "arm.correlation_id";

    private const int MaxClientIdLength = 128;

    public static RequestIds Of(IHeaderDictionary headers)
    {
        var requestId = Guid.NewGuid();
        var correlationId = Guid.TryParse(headers[CorrelationHeader], out var given) ? given : requestId;
        return new RequestIds(requestId, correlationId, EchoOf(headers));
    }

    /// <summary>What a caller wrote goes back only if it can stand in a header and in a log line as it is.</summary>
    private static string? EchoOf(IHeaderDictionary headers)
    {
        if (!bool.TryParse(headers[ReturnClientHeader], out var wanted) || !wanted) return null;
        return headers[ClientHeader] is [{ Length: > 0 and <= MaxClientIdLength } id] && id.All(c => c is > ' ' and <= '~') ? id : null;
    }
}

/// <summary>Gives every request its ids, and puts them on whatever is logged and traced while it is answered.</summary>
internal sealed class RequestIdentification(RequestDelegate next, ILogger<RequestIdentification> logger)
{
    private static readonly Func<ILogger, Guid, Guid, IDisposable?> Scope =
        LoggerMessage.DefineScope<Guid, Guid>("RequestId:{RequestId} CorrelationId:{CorrelationId}");

    public async Task InvokeAsync(HttpContext context)
    {
        var ids = RequestIds.Of(context.Request.Headers);
        context.Features.Set(ids);
        Activity.Current?.SetTag(RequestIds.RequestTag, ids.RequestId.ToString()).SetTag(RequestIds.CorrelationTag, ids.CorrelationId.ToString());
        using (Scope(logger, ids.RequestId, ids.CorrelationId)) await next(context);
    }
}
