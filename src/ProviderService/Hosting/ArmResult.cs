using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace ProviderService.Hosting;

/// <summary>An answer of an ARM endpoint: a status, perhaps a body, perhaps headers.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="body">What is serialised; <see langword="null"/> for no body.</param>
internal sealed class ArmResult(int status, object? body = null) : IResult
{
    private static readonly byte[] JsonNull = "null"u8.ToArray();

    /// <summary>The entity tag of the resource, quotes included.</summary>
    public string? ETag { get; init; }

    public Uri? Location { get; init; }

    /// <summary>Where a long-running operation can be watched.</summary>
    public Uri? AsyncOperation { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the body is the word <c>null</c>, as some answers of ProviderHub are.</summary>
    public bool NullBody { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        WriteHeaders(response.Headers);
        response.StatusCode = IsKnown(httpContext) ? StatusCodes.Status304NotModified : status;
        return response.StatusCode == StatusCodes.Status304NotModified ? Task.CompletedTask : WriteBodyAsync(response, NullBody ? JsonNull : body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), ArmJson.Options));
    }

    /// <summary>Whether the caller reads what it has already.</summary>
    private bool IsKnown(HttpContext context) =>
        ETag is not null && HttpMethods.IsGet(context.Request.Method) && context.Features.Get<ArmRequest>()?.Preconditions.HasCurrent(ETag) == true;

    private void WriteHeaders(IHeaderDictionary headers)
    {
        if (ETag is not null) headers.ETag = ETag;
        if (Location is not null) headers.Location = Location.AbsoluteUri;
        if (AsyncOperation is not null) headers["Azure-AsyncOperation"] = AsyncOperation.AbsoluteUri;
        if (RetryAfter is { } wait) headers[HeaderNames.RetryAfter] = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Task WriteBodyAsync(HttpResponse response, byte[]? json)
    {
        if (json is null) return Task.CompletedTask;
        response.ContentType = ArmJson.ContentType;
        response.ContentLength = json.Length;
        return HttpMethods.IsHead(response.HttpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(json).AsTask();
    }
}
