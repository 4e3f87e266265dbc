using System.Text.Encodings.Web;
using System.Text.Json;

namespace ProviderService.Hosting;

/// <summary>How ARM writes JSON: compact, camel case, members in the order of their declaration, nothing escaped that need not be.</summary>
internal static class ArmJson
{
    public const string ContentType = "application/json; charset=utf-8";

    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
