using Microsoft.Extensions.Options;
using ProviderService.Core.Arm;

namespace ProviderService.Hosting.Limits;

/// <summary>Waits for the body before the request takes its turn, so that who sends slowly holds up nobody else.</summary>
internal sealed class RequestBuffering(RequestDelegate next, IOptions<LimitOptions> options, TimeProvider time)
{
    private readonly TimeSpan _patience = options.Value.RequestTimeout;

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not null && HasBody(context.Request)) await BufferAsync(context);
        await next(context);
    }

    private static bool HasBody(HttpRequest request) =>
        request.Headers.TransferEncoding.Count > 0 || request is { ContentLength: > 0 and <= RequestBody.MaxSize };

    private async Task BufferAsync(HttpContext context)
    {
        using var patience = new CancellationTokenSource(_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.RequestAborted);
        try
        {
            while (!await LookAsync(context.Request, either.Token)) { }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw new ArmException(408, "RequestTimeout", $"The request body did not arrive within {_patience.TotalSeconds} seconds.");
        }
    }

    /// <summary>Leaves everything for who reads it.</summary>
    /// <returns>Whether the body is there, or is too much.</returns>
    private static async ValueTask<bool> LookAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var read = await request.BodyReader.ReadAsync(cancellationToken);
        var isOver = read.IsCompleted || read.Buffer.Length > RequestBody.MaxSize;
        request.BodyReader.AdvanceTo(read.Buffer.Start, isOver ? read.Buffer.Start : read.Buffer.End);
        return isOver;
    }
}
