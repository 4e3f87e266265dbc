using System.Text;

namespace ProviderService.SystemTests.Markers;

/// <summary>Finds words in bytes, however they were written there: as UTF-8 or UTF-16 in any case, or as base64 at any alignment.</summary>
internal sealed class MarkerSearch(IEnumerable<string> markers)
{
    private readonly List<byte[]> _texts = [.. markers.SelectMany(Texts)];
    private readonly List<byte[]> _base64 = [.. markers.SelectMany(Base64).Select(Encoding.ASCII.GetBytes)];

    public bool Finds(string text) => Finds(Encoding.UTF8.GetBytes(text));

    public bool Finds(byte[] bytes)
    {
        if (_base64.Exists(marker => Contains(bytes, marker))) return true;
        var lower = Array.ConvertAll(bytes, value => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value);
        return _texts.Exists(marker => Contains(lower, marker));
    }

    private static bool Contains(byte[] bytes, byte[] marker) => bytes.AsSpan().IndexOf(marker) >= 0;

    private static IEnumerable<byte[]> Texts(string marker) => [Encoding.UTF8.GetBytes(marker), Encoding.Unicode.GetBytes(marker)];

    /// <summary>Base64 writes three bytes as four characters, so a word looks different by where it begins. Characters that its neighbours
    /// have a part in are left out.</summary>
    private static IEnumerable<string> Base64(string marker)
    {
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. Encoding.UTF8.GetBytes(marker)]);
            yield return text[((before * 8 + 5) / 6)..((before + marker.Length) * 8 / 6)];
        }
    }
}
