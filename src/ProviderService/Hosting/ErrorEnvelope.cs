using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Connections;
using ProviderService.Core.Arm;
using ProviderService.Core.Encryption;
using ProviderService.Core.Storage;

namespace ProviderService.Hosting;

/// <summary>Gives every failure, whoever made it, the body that ARM clients read: <c>{"error":{"code":...,"message":...}}</c>.</summary>
internal sealed class ErrorEnvelope(RequestDelegate next, ILogger<ErrorEnvelope> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (IsAbandoned(context, exception))
        {
            if (!context.Response.HasStarted) context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, Translate(exception));
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
            await WriteAsync(context, ForStatus(context));
    }

    /// <summary>Nobody waits for an answer any more. A caller that has only ended its own half still gets to know what is wrong.</summary>
    private static bool IsAbandoned(HttpContext context, Exception exception) =>
        context.RequestAborted.IsCancellationRequested && exception is (OperationCanceledException or ConnectionResetException);

    /// <summary>Answers with an error.</summary>
    public static Task WriteAsync(HttpContext context, ArmException failure)
    {
        context.Features.Set(failure); // for the audit record, which is written before the first byte of the answer
        if (failure.Cause == FailureCause.Gateway) context.Response.Headers["x-ms-failure-cause"] = "gateway";
        return new ArmResult(failure.Status, Body.Of(failure.Error)) { RetryAfter = failure.RetryAfter }.ExecuteAsync(context);
    }

    private ArmException Translate(Exception exception)
    {
        switch (exception)
        {
            case ArmException failure:
                return failure;
            case BadHttpRequestException { StatusCode: 413 }:
                return RequestBody.TooLarge();
            case BadHttpRequestException bad:
                return new ArmException(bad.StatusCode, "BadRequest", "The request is not well-formed HTTP.");
            case DocumentTooLargeException:
                return RequestBody.TooLargeToKeep();
            case StoreThrottledException throttled:
                return new ArmException(429, "TooManyRequests", "The store has more to do than it may; please try again later.") { RetryAfter = throttled.RetryAfter };
            case StoreUnavailableException unavailable:
                Log.StoreUnavailable(logger, unavailable);
                return new ArmException(503, "ServiceUnavailable", "The store does not answer; please try again.") { RetryAfter = unavailable.RetryAfter };
            case KeyWrapperUnavailableException forgotten:
                Log.NoDataKeys(logger, forgotten);
                return new ArmException(503, "ServiceUnavailable", "The service has no keys at present; please try again later.") { RetryAfter = TimeSpan.FromMinutes(1) };
            default:
                Log.Unexpected(logger, exception);
                return new ArmException(500, "InternalServerError", "The service failed. Its log has the request under x-ms-request-id.");
        }
    }

    /// <summary>Puts words to a status that routing, authentication or the server set without a body.</summary>
    private static ArmException ForStatus(HttpContext context) => context.Response.StatusCode switch
    {
        403 => new ArmException(403, "AuthorizationFailed", "The caller is not authorized to perform this action.", cause: FailureCause.Gateway),
        404 => new ArmException(404, "NotFound", "There is no resource type or operation at this path."),
        405 => new ArmException(405, "MethodNotAllowed", $"The method '{context.Request.Method}' is not allowed here; the Allow header names those that are."),
        415 => RequestBody.WrongMediaType(),
        var status => new ArmException(status, "BadRequest", "The request cannot be answered."),
    };

    /// <summary>What every failure answers.</summary>
    /// <param name="Error">What is wrong.</param>
    /// <remarks>ARM RPC, "Error response content".</remarks>
    internal sealed record Body(Body.Content Error)
    {
        public static Body Of(ArmError error) => new(Content.Of(error));

        /// <summary>What is wrong.</summary>
        /// <param name="Code">For programs.</param>
        /// <param name="Message">For people.</param>
        /// <param name="Target">What it is about, e.g. the name of a member.</param>
        /// <param name="Details">Each fault, where there can be several.</param>
        /// <remarks>In ARM's order of members.</remarks>
        internal sealed record Content(
            string Code,
            string Message,
            [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Target,
            [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Content>? Details)
        {
            public static Content Of(ArmError error) =>
                new(error.Code, error.Message, error.Target, error.Details is null ? null : [.. error.Details.Select(Of)]);
        }
    }
}
