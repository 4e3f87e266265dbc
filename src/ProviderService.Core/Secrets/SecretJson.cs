using System.Text.Json.Serialization;

namespace ProviderService.Core.Secrets;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SecretDocument))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class SecretJson : JsonSerializerContext;
