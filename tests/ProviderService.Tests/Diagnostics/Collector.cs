using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ProviderService.Tests.Diagnostics;

/// <summary>What operators export to: takes OTLP over HTTP and keeps the bytes. Text stands in them as it is.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Signal, byte[] Bytes)> _received = new();
    private readonly WebApplication _app;

    public Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", ReceiveAsync);
    }

    public string Endpoint => _app.Urls.Single();

    public Task StartAsync() => _app.StartAsync(TestContext.Current.CancellationToken);

    /// <summary>All that was received of <c>traces</c>, <c>metrics</c> or <c>logs</c>.</summary>
    public string Received(string signal) =>
        string.Concat(_received.Where(export => export.Signal == signal).Select(export => Encoding.Latin1.GetString(export.Bytes)));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(string signal, HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        _received.Enqueue((signal, body.ToArray()));
    }
}
