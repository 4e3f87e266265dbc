using System.Text;
using CsCheck;
using ProviderService.Core.Encryption;

namespace ProviderService.Tests.Encryption;

public sealed class ClearFieldsTests
{
    /// <summary>Few and short fields of few letters, so that different lists come close to each other.</summary>
    private static readonly Gen<string?[]> Fields = Gen.Char["a\0\u0001é\ufffd"].Array[0, 3].Select(letters => new string(letters)).Null().Array[0, 4];

    [Fact]
    public void No_two_lists_of_fields_have_the_same_form() =>
        Gen.Select(Fields, Fields).Sample(
            (left, right) => Assert.Equal(left.SequenceEqual(right), Form(left).SequenceEqual(Form(right))), iter: 100_000);

    [Fact]
    public void A_field_is_its_length_and_its_bytes() =>
        Assert.Equal([0, 0, 0, 3, (byte)'a', 0xc3, 0xa9, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0], Form("aé", null, ""));

    [Fact]
    public void A_field_that_has_no_utf8_form_is_refused() =>
        Assert.Throws<EncoderFallbackException>(() => Form("\ud800"));

    private static byte[] Form(params string?[] fields) => new ClearFields(fields).Canonical.ToArray();
}
