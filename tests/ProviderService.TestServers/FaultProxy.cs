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

    /// <summary>The server sees the request after <see cref="FaultProxy.Stall"/>, whether the client still waits or not.</summary>
    StalledBefore,

    /// <summary>The server does what was asked at once; the answer comes after <see cref="FaultProxy.Stall"/>.</summary>
    StalledAfter,

    /// <summary>Somebody else rewrites the document that is to be replaced, so that its entity tag is another: 412.</summary>
    Overtaken,
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
        var body = await ReadAsync(context.Request);
        var fault = Decide(context.Request.Method, context.Request.Path);
        switch (fault)
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
            case Fault.StalledBefore:
                await Task.Delay(Stall, TimeProvider.System);
                break;
            case Fault.Overtaken when HttpMethods.IsPut(context.Request.Method):
                await RewriteAsync(context.Request);
                break;
        }

        using var answer = await ForwardAsync(context.Request, context.Request.Method, body);
        if (fault == Fault.CutAfter) await CutAsync(context);
        else if (fault == Fault.StalledAfter) await Task.Delay(Stall, TimeProvider.System, context.RequestAborted);
        if (!context.RequestAborted.IsCancellationRequested) await AnswerAsync(context, answer);
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    private async Task CutAsync(HttpContext context)
    {
        if (BeforeCut is { } act) await act();
        context.Abort();
    }

    /// <summary>Replaces what a request is about by itself, if nobody else does anything to it.</summary>
    private async Task RewriteAsync(HttpRequest request)
    {
        using var found = await ForwardAsync(request, HttpMethods.Get, []);
        if (found.IsSuccessStatusCode)
            (await ForwardAsync(request, HttpMethods.Put, await found.Content.ReadAsByteArrayAsync(), $"{found.Headers.NonValidated["ETag"]}")).Dispose();
    }

    /// <param name="original">Where to, and with which headers.</param>
    /// <param name="method">Its own, or another.</param>
    /// <param name="body">What to send.</param>
    /// <param name="expected">The entity tag to expect, if not the one that is expected already.</param>
    private async Task<HttpResponseMessage> ForwardAsync(HttpRequest original, string method, byte[] body, string? expected = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), original.GetEncodedPathAndQuery());
        if (body.Length > 0) request.Content = new ByteArrayContent(body);
        foreach (var (name, values) in original.Headers)
            if (name != "Host" && !OfTheConnection.Contains(name) && !request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        if (expected is not null && request.Headers.Remove("If-Match")) request.Headers.TryAddWithoutValidation("If-Match", expected);
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
