using CsCheck;

namespace ProviderService.Tests.Hostile;

/// <summary>Generates pieces of text that parsers trip over.</summary>
internal static class HostileText
{
    /// <summary>Percent-encodings (but of a null, which no server hands on), good, bad and doubled; Unicode of all kinds; what other systems take for syntax.</summary>
    private static readonly Gen<string> Piece = Gen.OneOf(
        "%", "%2", "%zz", "%2F", "%252F", "%5C", "%0d%0aX:1", "%C3%28", "%ED%A0%80", "%F4%90%80%80", "%E2%80%AE", "%uD800",
        "%C0%AF", "%EF%BB%BF", "İ", "ſ", "ß", "\u0301", "\u202e", "\ufeff", "😀", "例", "'", "\"", "<x>", "{0}", "${x}", "$(x)", "`", "|", "*",
        "~", "!", "@", ":", ";", "=", "+", ",", "(", ")", "[", "]", "^", "-", "_", ".x", "a", "Z", "0", "nul", "select", "2147483648", "-1");

    /// <summary>Text for one segment of a path or one value of a query: no slash, question mark, hash or ampersand.</summary>
    public static readonly Gen<string> Segment = Gen.OneOf(Piece.Array[1, 6].Select(string.Concat), Gen.Char["aZ2%"].Array[200, 4000].Select(letters => new string(letters)));

    /// <summary>The same, and certainly no name that a resource can have, however it is decoded.</summary>
    public static readonly Gen<string> BadName = Segment.Select(text => $"a!{text}");

    /// <summary>Headers that have no meaning here, or whose values have none.</summary>
    public static readonly Gen<(string Name, string Value)> Header = Gen.Select(
        Gen.OneOf(
            "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Cookie", "Content-Encoding", "Content-Language", "Expect", "Forwarded",
            "Origin", "Range", "Referer", "TE", "Upgrade", "User-Agent", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-HTTP-Method-Override",
            "traceparent", "tracestate", "baggage", "x-ms-client-request-id", "x-ms-correlation-request-id", "x-ms-return-client-request-id"),
        Gen.OneOf(Segment, Gen.OneOf("", "true", "*/*;q=2", "bytes=9-1,-0", "00-0-0-0", "for=unknown;by=_x", ",,,;;;==", "\u0001\u007f")));
}
