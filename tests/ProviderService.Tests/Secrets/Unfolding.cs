using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ProviderService.Tests.Secrets;

/// <summary>Takes apart whatever bytes hold: JSON, base64 of both alphabets, what stands between dots as in a JWE, and that in turn.</summary>
internal static class Unfolding
{
    private const int MaxDepth = 8;

    /// <returns>The bytes themselves, and all that is in them.</returns>
    public static IEnumerable<byte[]> Unfold(byte[] bytes, int depth = 0)
    {
        yield return bytes;
        if (depth == MaxDepth) yield break;
        foreach (var inner in Inner(Encoding.UTF8.GetString(bytes)))
            foreach (var unfolded in Unfold(inner, depth + 1))
                yield return unfolded;
    }

    /// <summary>The private keys among them, as PKCS #8 or PEM.</summary>
    public static IEnumerable<RSA> Keys(IEnumerable<byte[]> unfolded)
    {
        foreach (var bytes in unfolded)
        {
            var rsa = RSA.Create();
            if (Imports(() => rsa.ImportPkcs8PrivateKey(bytes, out _)) || Imports(() => rsa.ImportFromPem(Encoding.UTF8.GetString(bytes)))) yield return rsa;
            else rsa.Dispose();
        }
    }

    private static IEnumerable<byte[]> Inner(string text)
    {
        if (Json(text) is { } json) return Strings(json).Select(Encoding.UTF8.GetBytes);
        var parts = text.Split('.', '\n', ' ').Where(part => part.Length > 0).ToList();
        return parts.Count > 1 ? parts.Select(Encoding.UTF8.GetBytes) : Base64(text) is { Length: > 0 } decoded ? [decoded] : [];
    }

    private static JsonNode? Json(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Strings(member.Value).Prepend(member.Key)),
        JsonArray items => items.SelectMany(Strings),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static byte[]? Base64(string text)
    {
        var alphabet = text.Replace('+', '-').Replace('/', '_').TrimEnd('=');
        return Base64Url.IsValid(alphabet) ? Base64Url.DecodeFromChars(alphabet) : null;
    }

    private static bool Imports(Action import)
    {
        try
        {
            import();
            return true;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
