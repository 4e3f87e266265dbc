using System.Globalization;
using System.Text.Json;

namespace ProviderService.Tests.Hosting;

/// <summary>
/// Notes every exchange of the tests in the folder that <c>PROVIDER_EXCHANGES</c> names, a JSON object a line, for a validator that knows the
/// OpenAPI documents.
/// </summary>
internal sealed class ExchangeRecorder(string folder) : DelegatingHandler
{
    private static readonly Lock Writing = new();

    /// <returns>None, when nobody wants to know.</returns>
    public static DelegatingHandler[] Handlers() =>
        Environment.GetEnvironmentVariable("PROVIDER_EXCHANGES") is { Length: > 0 } folder ? [new ExchangeRecorder(folder)] : [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A body of unknown length may have no end.
        if (request.Content is { Headers.ContentLength: null }) return await base.SendAsync(request, cancellationToken);
        var sent = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        Note(new
        {
            method = request.Method.Method,
            url = request.RequestUri!.AbsoluteUri,
            type = request.Content?.Headers.ContentType?.ToString(),
            body = sent,
            status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture),
            answerType = response.Content.Headers.ContentType?.ToString(),
            answer = await response.Content.ReadAsStringAsync(cancellationToken),
        });
        return response;
    }

    private void Note(object exchange)
    {
        lock (Writing)
            File.AppendAllText(Path.Combine(folder, $"{Environment.ProcessId}.jsonl"), JsonSerializer.Serialize(exchange) + "\n");
    }
}
