using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.Core.Storage;
using ProviderService.StoreContract;
using ProviderService.Tests.Diagnostics;

namespace ProviderService.Tests.Documents;

public sealed class SealedDocumentsInstrumentationTests
{
    private const string Operations = "providerservice.envelope.operations";

    private static readonly JsonTypeInfo<string> Type =
        (JsonTypeInfo<string>)new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }.GetTypeInfo(typeof(string));

    private readonly KeyRing _ring = new();
    private readonly SealedDocuments _documents;

    /// <summary>Remembers nothing of what the other wrote.</summary>
    private readonly SealedDocuments _reader;

    public SealedDocumentsInstrumentationTests()
    {
        _ring.Load([DataKey.Create()]);
        var store = new MemoryDocumentStore();
        _documents = new SealedDocuments(store, _ring);
        _reader = new SealedDocuments(store, _ring);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Envelopes_are_counted_as_they_are_sealed_and_opened()
    {
        using var recorder = new Recorder();
        await WriteAsync("a");
        await ReadAsync("a");
        Assert.Equal([(1, "operation=seal outcome=succeeded"), (1, $"operation=open outcome=succeeded key={_ring.Active.Fingerprint}")], recorder.Of(Operations));
    }

    [Fact]
    public async Task An_envelope_that_does_not_open_is_counted_as_a_failure()
    {
        await WriteAsync("a");
        _ring.Load([DataKey.Create()]);
        using var recorder = new Recorder();
        await Assert.ThrowsAnyAsync<CryptographicException>(() => ReadAsync("a"));
        Assert.Equal([(1, "operation=open outcome=failed")], recorder.Of(Operations));
    }

    [Fact]
    public async Task A_page_of_documents_is_opened_in_one_span()
    {
        await WriteAsync("a");
        await WriteAsync("b");
        using var recorder = new Recorder();
        using var request = new Activity("request").Start();
        await _reader.ListAsync("partition", "", Type, null, 10, Cancellation);
        var span = Assert.Single(recorder.Spans);
        Assert.Equal(("envelope.open", "providerservice.envelope.count=2"), (span.OperationName, $"{span.TagObjects.Single().Key}={span.TagObjects.Single().Value}"));
    }

    [Fact]
    public async Task A_page_that_is_remembered_opens_nothing()
    {
        await WriteAsync("a");
        using var recorder = new Recorder();
        using var request = new Activity("request").Start();
        await _documents.ListAsync("partition", "", Type, null, 10, Cancellation);
        Assert.Empty(recorder.Spans);
        Assert.Empty(recorder.Of(Operations));
    }

    [Fact]
    public async Task Sealing_is_a_span_of_the_callers_trace()
    {
        using var recorder = new Recorder();
        using var request = new Activity("request").Start();
        await WriteAsync("a");
        var span = Assert.Single(recorder.Spans);
        Assert.Equal(("envelope.seal", request.SpanId), (span.OperationName, span.ParentSpanId));
    }

    private async Task WriteAsync(string id) => await _documents.WriteAsync(new DocumentKey("partition", id), "value", Type, null, Cancellation);

    private async Task ReadAsync(string id) => await _reader.ReadAsync(new DocumentKey("partition", id), Type, Cancellation);
}
