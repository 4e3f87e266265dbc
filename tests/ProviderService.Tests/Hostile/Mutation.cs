using CsCheck;

namespace ProviderService.Tests.Hostile;

/// <summary>Generates what is nearly right: good inputs with some of their characters or bytes cut, doubled, swapped or replaced.</summary>
internal static class Mutation
{
    private static readonly Gen<char> Odd = Gen.OneOf(Gen.Char['\0', '\uffff'], Gen.Char[" \t\r\n\0/\\'\"%*:@=-+.,|[](){}#!\ud800\udc00ſİ٣"], Gen.Char.AlphaNumeric);

    public static Gen<string> Of(params string[] seeds) => Of(Gen.OneOf(seeds));

    public static Gen<string> Of(Gen<string> seeds) => Gen.Select(seeds, seeds, Gen.Int[1, 4], Gen.Int[0, int.MaxValue].Array[4], Odd.Array[4], Mutate);

    /// <summary>Bytes with a few of them changed, and perhaps the end cut off or lengthened.</summary>
    public static Gen<byte[]> Of(Gen<byte[]> seeds) => Gen.Select(seeds, Gen.Select(Gen.Int[0, 4096], Gen.Byte).Array[0, 4], Gen.Int[-16, 16], Mutate);

    private static string Mutate(string seed, string other, int count, int[] places, char[] odd)
    {
        for (var i = 0; i < count; i++) seed = Mutate(seed, other, places[i], odd[i]);
        return seed;
    }

    private static string Mutate(string seed, string other, int place, char odd)
    {
        var at = place % (seed.Length + 1);
        var end = Math.Min(seed.Length, at + 1 + (place % 5));
        return (place / 7 % 6) switch
        {
            0 => seed[..at],
            1 => seed.Insert(at, odd.ToString()),
            2 => $"{seed[..at]}{odd}{seed[end..]}",
            3 => seed.Remove(at, end - at),
            4 => seed.Insert(end, seed[at..end]),
            _ => seed[..at] + other[Math.Min(at, other.Length)..],
        };
    }

    private static byte[] Mutate(byte[] seed, (int At, byte Value)[] changes, int longer)
    {
        var bytes = new byte[Math.Max(0, seed.Length + longer)];
        seed.AsSpan(0, Math.Min(seed.Length, bytes.Length)).CopyTo(bytes);
        foreach (var (at, value) in changes)
            if (bytes.Length > 0)
                bytes[at % bytes.Length] = value;
        return bytes;
    }
}
