using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using ProviderService.Core.Arm;

namespace ProviderService.Hosting;

/// <summary>The body of a request: JSON, at most 4 MB (ARM's limit).</summary>
internal static class RequestBody
{
    public const int MaxSize = 4 * 1024 * 1024;

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 64 };

    /// <summary>Reads the body.</summary>
    /// <exception cref="ArmException">413, 415, or 400 <c>InvalidRequestContent</c> with line and position.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpRequest request)
    {
        if (request.ContentType is not null && !request.HasJsonContentType()) throw WrongMediaType();
        if (request.Headers.ContentEncoding.Count > 0) throw Encoded();
        var bytes = await ReadBytesAsync(request);
        if (bytes.Length == 0) throw Invalid("The request content was invalid: a JSON object is needed and the body is empty.");
        if (request.ContentType is null) throw WrongMediaType();
        try
        {
            return JsonDocument.Parse(bytes, Json);
        }
        catch (JsonException exception)
        {
            throw Invalid($"The request content was invalid and could not be deserialized: it is not JSON at line {exception.LineNumber + 1}, position {exception.BytePositionInLine + 1}.");
        }
    }

    /// <summary>The body was read, but what it makes of the resource is more than the store keeps in a document.</summary>
    public static ArmException TooLargeToKeep() =>
        new(413, "RequestEntityTooLarge", "The resource is larger than the store keeps. Nothing was stored.");

    public static ArmException TooLarge() =>
        new(413, "RequestEntityTooLarge", $"The request body is larger than {MaxSize} bytes.");

    public static ArmException WrongMediaType() =>
        new(415, "UnsupportedMediaType", "The content media type must be 'application/json'.", "Content-Type");

    /// <summary>What is small on the way must not be large here.</summary>
    private static ArmException Encoded() => new(415, "UnsupportedMediaType", "The request body must not be compressed.", "Content-Encoding");

    private static ArmException Invalid(string message) => new(400, "InvalidRequestContent", message);

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request)
    {
        if (request.ContentLength > MaxSize) throw TooLarge();
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.Buffer.Length > MaxSize) throw Refuse(reader, read.Buffer);
            if (read.IsCompleted) return Consume(reader, read.Buffer);
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Kestrel closes the connection after a chunked request that was not consumed.</summary>
    private static byte[] Consume(PipeReader reader, ReadOnlySequence<byte> body)
    {
        var bytes = body.ToArray();
        reader.AdvanceTo(body.End);
        return bytes;
    }

    private static ArmException Refuse(PipeReader reader, ReadOnlySequence<byte> body)
    {
        reader.AdvanceTo(body.End);
        return TooLarge();
    }
}
