using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProviderService.Hosting.Paging;

/// <summary>A JSON value that is written already, so that its size is known before it is sent.</summary>
[JsonConverter(typeof(Converter))]
internal readonly record struct RawJson(ReadOnlyMemory<byte> Utf8)
{
    /// <summary>Writes a shape as ARM does.</summary>
    public static RawJson Of(object shape) => new(JsonSerializer.SerializeToUtf8Bytes(shape, shape.GetType(), ArmJson.Options));

    private sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }
}
