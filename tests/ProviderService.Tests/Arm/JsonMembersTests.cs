using System.Text.Json;
using CsCheck;
using ProviderService.Core.Arm;

namespace ProviderService.Tests.Arm;

public sealed class JsonMembersTests
{
    private static readonly Gen<string> Text = Gen.OneOf("a", "b", "A", "true", "\\u0000", "\\ud800", "\\udc00x", "\\ud83d\\ude00", "").Select(text => $"\"{text}\"");

    private static readonly Gen<string> Json = Gen.Recursive<string>((depth, inner) => depth > 3
        ? Text
        : Gen.OneOf(
            Text,
            Gen.OneOf("null", "true", "1e400", "-0"),
            inner.Array[0, 3].Select(items => $"[{string.Join(',', items)}]"),
            Gen.Select(Text, inner).Array[0, 3].Select(members => $"{{{string.Join(',', members.Select(member => $"{member.Item1}:{member.Item2}"))}}}")));

    private readonly Faults _faults = new();

    [Fact]
    public void Members_are_found_in_any_case_and_the_last_of_several_wins() =>
        Assert.Equal("b", Read("""{"Location":"a","LOCATION":"b"}""").Text("location"));

    [Fact]
    public void An_absent_member_is_neither_there_nor_at_fault()
    {
        var members = Read("{}");
        Assert.Equal((null, null, null, null), (members.Text("a"), members.Boolean("a"), members.Map("a"), members.Texts("a")));
        Assert.False(members.Has("a"));
        Assert.Empty(_faults.Errors);
    }

    [Fact]
    public void An_explicit_null_is_there_and_is_not_at_fault()
    {
        var members = Read("""{"a":null}""");
        Assert.True(members.Has("a") && members.IsNull("a"));
        Assert.Null(members.Text("a"));
        Assert.Empty(_faults.Errors);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"True\"", true)]
    [InlineData("\"false\"", false)]
    public void A_boolean_may_be_a_word(string json, bool value) => Assert.Equal(value, Read($$"""{"a":{{json}}}""").Boolean("a"));

    [Fact]
    public void Every_fault_of_a_body_is_noted_with_its_path()
    {
        var members = Read("""{"a":1,"b":"maybe","c":[],"d":{"e":true},"f":[1],"g":{"h":"\ud800"}}""");
        members.Text("a");
        members.Boolean("b");
        members.Map("c");
        members.Nested("d")!.Text("e");
        members.Texts("f");
        members.Map("g");
        Assert.Equal(["a", "b", "c", "d.e", "f", "g"], _faults.Errors.Select(fault => fault.Target));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void Line_breaks_are_a_fault_unless_the_text_has_lines(bool multiline, int faults)
    {
        Read("""{"a":"one\r\n\ttwo"}""").Text("a", multiline);
        Assert.Equal(faults, _faults.Errors.Count);
    }

    [Fact]
    public void Other_control_characters_are_always_a_fault()
    {
        Assert.Null(Read("""{"a":"\u0000"}""").Text("a", multiline: true));
        Assert.Equal("InvalidCharacters", Assert.Single(_faults.Errors).Code);
    }

    [Fact]
    public void No_fault_repeats_the_value_at_fault()
    {
        var members = Read("""{"a":["s3cret"],"b":"s3cret","c":"s3cret","d":"s3cret\u0001"}""");
        members.Text("a");
        members.Boolean("b");
        members.Map("c");
        members.Text("d");
        Assert.Equal(4, _faults.Errors.Count);
        Assert.All(_faults.Errors, fault => Assert.DoesNotContain("s3cret", fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Hostile_bodies_never_throw() =>
        Json.Sample(
            json =>
            {
                var members = new JsonMembers(Parse(json), "", new Faults());
                foreach (var name in (string[])["a", "b"])
                {
                    members.Text(name);
                    members.Boolean(name);
                    members.Map(name);
                    members.Texts(name);
                    members.Nested(name)?.Text(name);
                }
            },
            iter: 10_000);

    private JsonMembers Read(string json) => new(Parse(json), "", _faults);

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
