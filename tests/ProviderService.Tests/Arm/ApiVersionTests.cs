using CsCheck;
using ProviderService.Core.Arm;

namespace ProviderService.Tests.Arm;

public sealed class ApiVersionTests
{
    private static readonly Gen<string> Suffix = Gen.OneOf(
        Gen.OneOf("", "-preview", "-Preview", "-beta2"),
        Gen.Char["abYZ09"].Array[1, 4].Select(letters => "-" + new string(letters)));

    private static readonly Gen<string> Text = Gen.Select(Gen.Int[1, 9999], Gen.Int[1, 12], Gen.Int[1, 28], Suffix,
        (year, month, day, suffix) => $"{year:0000}-{month:00}-{day:00}{suffix}");

    private static readonly Gen<ApiVersion> Version = Text.Select(ApiVersion.Parse);

    [Theory]
    [InlineData("2023-05-01", "", false)]
    [InlineData("2019-11-01-preview", "preview", true)]
    [InlineData("2019-11-01-PREVIEW", "preview", true)]
    public void A_version_has_a_date_and_perhaps_a_suffix(string text, string suffix, bool preview)
    {
        var version = ApiVersion.Parse(text);
        Assert.Equal(text[..10], version.Date.ToString("O", null));
        Assert.Equal(suffix, version.Suffix);
        Assert.Equal(preview, version.IsPreview);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("latest")]
    [InlineData("2023-5-1")]
    [InlineData("2023-02-30")]
    [InlineData("2023-05-01-")]
    [InlineData("2023-05-01preview")]
    [InlineData("2023-05-01--preview")]
    [InlineData("2023-05-01-pre view")]
    [InlineData("2023-05-01 ")]
    [InlineData(" 2023-05-01")]
    [InlineData("٢٠٢٣-٠٥-٠١")]
    public void What_is_no_version_does_not_parse(string? text) => Assert.False(ApiVersion.TryParse(text, out _));

    [Fact]
    public void A_preview_comes_before_the_stable_version_of_its_day_and_after_the_day_before()
    {
        ApiVersion[] ordered = [ApiVersion.Parse("2022-02-28"), ApiVersion.Parse("2022-03-01-preview"), ApiVersion.Parse("2022-03-01")];
        Assert.Equal(ordered, ordered.Reverse().Order());
    }

    [Fact]
    public void Every_version_is_written_as_it_was_read_but_for_case() =>
        Text.Sample(text => Assert.Equal(text, ApiVersion.Parse(text).ToString(), ignoreCase: true));

    [Fact]
    public void The_order_is_total_and_agrees_with_equality() =>
        Gen.Select(Version, Version, Version).Sample((a, b, c) =>
        {
            Assert.Equal(a == b, a.CompareTo(b) == 0);
            Assert.Equal(Math.Sign(a.CompareTo(b)), -Math.Sign(b.CompareTo(a)));
            if (a <= b && b <= c) Assert.True(a <= c);
        });

    [Fact]
    public void Hostile_texts_never_throw_and_what_parses_is_written_as_it_was_read() =>
        Gen.Select(Text, Gen.Int[0, 10], Gen.Char['\0', '\uffff'].Array[0, 3], (text, at, noise) => text.Insert(at, new string(noise)))
            .Sample(
                text => { if (ApiVersion.TryParse(text, out var version)) Assert.Equal(text, version.ToString(), ignoreCase: true); }, iter: 10_000);
}
