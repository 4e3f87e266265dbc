using System.Text;
using CsCheck;

namespace ProviderService.Tests.Hostile;

/// <summary>Generates bodies that no resource can be made from, whichever it is.</summary>
/// <param name="template">A good body whose values of known members are marked <c>@</c>, each with a good one behind it: <c>@"eastus"@</c>.</param>
internal sealed class HostileBodies(string template)
{
    private static readonly UTF8Encoding Utf8 = new();

    /// <summary>Wrong for a text, a flag, an object and a map alike.</summary>
    private static readonly Gen<byte[]> WrongValue = Gen.OneOf(
        Gen.OneOf(
            "1", "-0.0", "1e999", "[]", "[{}]", "[null,[[]]]", "\"\\ud800\"", "\"\\udfff\\ud800\"", "\"x\\udc00\"", "\"\\u0000\"", "\"\\u009f\\u0007\"").Select(Bytes),
        Gen.Int[1, 5000].Select(digits => Bytes(new string('9', digits))),
        Gen.OneOf<byte[]>([(byte)'"', 0xC3, 0x28, (byte)'"'], [(byte)'"', 0xED, 0xA0, 0x80, (byte)'"'], [(byte)'"', 0xFF, (byte)'"']));

    private readonly string[] _parts = template.Split('@');

    private string Good => string.Concat(_parts);

    public byte[] GoodBytes => Bytes(Good);

    /// <summary>All kinds of bad bodies but those that are too long.</summary>
    public Gen<byte[]> Any => Gen.OneOf(WrongTypes, WrongTypes, Truncated, Followed, Deep, NotAnObject, NotJson);

    /// <summary>Longer than any request may be.</summary>
    public Gen<byte[]> Huge => Gen.Int[1, 5000].Select(excess => Bytes(Good.PadRight((4 * 1024 * 1024) + excess)));

    /// <summary>One known member has a wrong value; perhaps a good one of the same name, in other letters, stands before it.</summary>
    private Gen<byte[]> WrongTypes => Gen.Select(Gen.Int[0, (_parts.Length / 2) - 1], WrongValue, Gen.Bool, WithWrongValue);

    private Gen<byte[]> Truncated => Gen.Int[0, GoodBytes.Length - 1].Select(length => GoodBytes[..length]);

    private Gen<byte[]> Followed => Gen.OneOf("x", "}", "{}", "//", ",", "\0", "\ufeff").Select(rest => Bytes(Good + rest));

    private static Gen<byte[]> Deep => Gen.Select(
        Gen.OneOf("{\"properties\":", "[", "{\"a\":[", "{\"location\":{\"tags\":"), Gen.Int[65, 20_000],
        (opening, depth) => Bytes(new StringBuilder().Insert(0, opening, depth).ToString()));

    private static Gen<byte[]> NotAnObject => Gen.OneOf("", "null", "true", "[]", "[{}]", "0", "\"{}\"", "\"\\ud800\"", "-1e-999", " \t\r\n").Select(Bytes);

    private static Gen<byte[]> NotJson => Gen.OneOf(
        Gen.Byte.Array[0, 200].Select(rest => (byte[])[0xFF, .. rest]),
        Gen.OneOf("{'a':1}", "{\"a\":1,}", "{/**/}", "{\"a\":NaN}", "{\"a\":01}", "{\"a\":\"\t\"}", "<xml/>", "a=b", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}").Select(Bytes),
        Gen.OneOf(Encoding.Unicode, Encoding.UTF32).Select(encoding => encoding.GetBytes("{}")));

    private byte[] WithWrongValue(int index, byte[] wrong, bool duplicate)
    {
        var at = (2 * index) + 1;
        var (before, after) = (string.Concat(_parts[..at]), string.Concat(_parts[(at + 1)..]));
        var name = before[(before[..^2].LastIndexOf('"') + 1)..^2];
        var again = duplicate ? $"{_parts[at]},\"{name.ToUpperInvariant()}\":" : "";
        return [.. Bytes(before + again), .. wrong, .. Bytes(after)];
    }

    private static byte[] Bytes(string text) => Utf8.GetBytes(text);
}
