using System.Text;

namespace ProviderService.SystemTests.Markers;

public sealed class MarkerSearchTests
{
    private const string Marker = "m4rk3r0ftenc0desd1fferently";

    private static readonly MarkerSearch Search = new([Marker]);

    public static TheoryData<string, byte[]> Written => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes($"xx{Marker}yy") },
        { "UTF-8, upper case", Encoding.UTF8.GetBytes($"xx{Marker.ToUpperInvariant()}yy") },
        { "UTF-16", Encoding.Unicode.GetBytes($"xx{Marker}yy") },
        { "base64 from the first of three bytes", Base64($"xxx{Marker}yy") },
        { "base64 from the second of three bytes", Base64($"x{Marker}yy") },
        { "base64 from the third of three bytes", Base64($"xx{Marker}y") },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void A_marker_is_found_as(string encoding, byte[] bytes) => Assert.True(Search.Finds(bytes), encoding);

    [Fact]
    public void A_marker_is_not_found_where_it_is_not() => Assert.False(Search.Finds(Marker[1..]));

    private static byte[] Base64(string text) => Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
}
