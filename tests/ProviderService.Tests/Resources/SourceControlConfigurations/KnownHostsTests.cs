using System.Text;
using ProviderService.Resources.SourceControlConfigurations;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

public sealed class KnownHostsTests
{
    private static readonly string Ed25519 = $"ssh-ed25519 {KeyOf("ssh-ed25519")}";
    private static readonly string Rsa = $"ssh-rsa {KeyOf("ssh-rsa")}";

    public static TheoryData<string> Entries => new(
        $"example.org {Ed25519}",
        $"example.org {Rsa} a comment of several words",
        $"example.org,192.0.2.1,2001:db8::1 {Rsa}",
        $"[example.org]:2222 {Rsa}",
        $"*.example.org,!bad.example.org,host? {Rsa}",
        $"|1|{Base64Of(20)}|{Base64Of(20)} {Rsa}",
        $"@cert-authority *.example.org {Rsa}",
        $"@revoked example.org {Rsa}",
        $"  example.org\t{Rsa}",
        $"example.org ecdsa-sha2-nistp256 {KeyOf("ecdsa-sha2-nistp256")}");

    public static TheoryData<string> NoEntries => new(
        "example.org",
        "example.org ssh-rsa",
        $"example.org {KeyOf("ssh-rsa")}",
        "example.org ssh-rsa not_base64",
        "example.org ssh-rsa AAAA",
        $"example.org ssh-rsa {KeyOf("ssh-ed25519")}",
        $"example.org,,other {Rsa}",
        $"! {Rsa}",
        $"@trusted example.org {Rsa}",
        $"@revoked @cert-authority example.org {Rsa}",
        $"|1|{Base64Of(20)} {Rsa}",
        $"|2|{Base64Of(20)}|{Base64Of(20)} {Rsa}",
        $"|1|***|{Base64Of(20)} {Rsa}",
        $"|1|{Base64Of(20)}|{Base64Of(20)},example.org {Rsa}");

    [Theory]
    [MemberData(nameof(Entries))]
    public void An_entry_of_every_form_is_accepted(string line) => Assert.True(KnownHosts.IsValid(Encode(line)));

    [Theory]
    [MemberData(nameof(NoEntries))]
    public void What_is_no_entry_is_refused(string line) => Assert.False(KnownHosts.IsValid(Encode(line)));

    [Fact]
    public void Blank_lines_and_comments_are_skipped() =>
        Assert.True(KnownHosts.IsValid(Encode($"# hosts\n\n   \n  # more\r\nexample.org {Rsa}\r\n")));

    [Fact]
    public void One_bad_line_among_good_ones_is_refused() =>
        Assert.False(KnownHosts.IsValid(Encode($"example.org {Rsa}\nexample.net\nexample.com {Rsa}")));

    [Fact]
    public void Nothing_is_a_file_without_entries() => Assert.True(KnownHosts.IsValid(""));

    [Fact]
    public void What_is_no_base64_is_refused() => Assert.False(KnownHosts.IsValid($"example.org {Rsa}"));

    [Fact]
    public void What_is_no_utf8_is_refused() => Assert.False(KnownHosts.IsValid(Convert.ToBase64String([(byte)'#', 0xC3, 0x28])));

    private static string Encode(string file) => Convert.ToBase64String(Encoding.UTF8.GetBytes(file));

    private static string Base64Of(int size) => Convert.ToBase64String(new byte[size]);

    /// <summary>A key blob: the length-prefixed name of the type, then something.</summary>
    private static string KeyOf(string type) =>
        Convert.ToBase64String([0, 0, 0, (byte)type.Length, .. Encoding.ASCII.GetBytes(type), 0, 0, 0, 1, 7]);
}
