using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ProviderService.TestServers;

/// <summary>What becomes of a request on its way.</summary>
public enum Fault
{
    None,

    /// <summary>429, to be tried again after <see cref="FaultProxy.RetryAfter"/>.</summary>
    Throttled,

    /// <summary>503; the server has seen nothing.</summary>
    Unavailable,

    /// <summary>The connection is cut; the server has seen nothing.</summary>
    CutBefore,

    /// <summary>The connection is cut; the server has done what was asked.</summary>
    CutAfter,

    /// <summary>The answer comes after <see cref="FaultProxy.Stall"/>.</summary>
    Stalled,
}

/// <summary>Stands between a client and an HTTP server, and lets go wrong what a test wants to go wrong.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    public static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(20);
    public static readonly TimeSpan Stall = TimeSpan.FromSeconds(5);

    private static readonly string[] OfTheConnection = ["Transfer-Encoding", "Connection", "Keep-Alive", "Content-Length"];

    private readonly HttpClient _server;
    private readonly WebApplication _app;

    private FaultProxy(Uri server, WebApplication app)
    {
        _server = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server };
        _app = app;
    }

    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Decides, from method and path.</summary>
    public Func<string, string, Fault> Decide { get; set; } = (_, _) => Fault.None;

    /// <summary>What happens between the server's answer and the cut.</summary>
    public Func<Task>? BeforeCut { get; set; }

    public static async Task<FaultProxy> StartAsync(Uri server)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var proxy = new FaultProxy(server, builder.Build());
        proxy._app.Run(proxy.HandleAsync);
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _server.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        switch (Decide(context.Request.Method, context.Request.Path))
        {
            case Fault.Throttled:
                context.Response.Headers["x-ms-retry-after-ms"] = $"{RetryAfter.TotalMilliseconds}";
                context.Response.StatusCode = 429;
                return;
            case Fault.Unavailable:
                context.Response.StatusCode = 503;
                return;
            case Fault.CutBefore:
                context.Abort();
                return;
            case Fault.CutAfter:
                using (await ForwardAsync(context))
                {
                    if (BeforeCut is { } act) await act();
                    context.Abort();
                }

                return;
            case Fault.Stalled:
                await Task.Delay(Stall, TimeProvider.System, context.RequestAborted);
                break;
        }

        using var answer = await ForwardAsync(context);
        await AnswerAsync(context, answer);
    }

    private async Task<HttpResponseMessage> ForwardAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.GetEncodedPathAndQuery());
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (body.Length > 0) request.Content = new ByteArrayContent(body.ToArray());
        foreach (var (name, values) in context.Request.Headers)
            if (name != "Host" && !OfTheConnection.Contains(name) && !request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        return await _server.SendAsync(request);
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage answer)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
            if (!OfTheConnection.Contains(name)) context.Response.Headers[name] = values.ToArray();
        if (answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotModified) return;
        await context.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync());
    }
}
