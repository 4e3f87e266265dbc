using System.Runtime.Versioning;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ProviderService.Hosting;
using ProviderService.Hosting.Listening;

namespace ProviderService.Tests.Hosting.Listening;

public sealed class LoopbackTlsTests : IDisposable
{
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TempDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void The_certificate_names_every_loopback_address(string host)
    {
        using var certificate = NewProcess().Certificate;
        Assert.True(certificate.MatchesHostname(host));
    }

    [Fact]
    public void The_certificate_builds_a_chain_to_the_authority_for_servers()
    {
        var tls = NewProcess();
        using var certificate = tls.Certificate;
        using var chain = ChainTo(tls.AuthorityPath);
        chain.ChainPolicy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.1"));
        Assert.True(chain.Build(certificate), string.Join(',', chain.ChainStatus.Select(status => status.StatusInformation)));
        Assert.Equal(2, chain.ChainElements.Count);
    }

    [Fact]
    public void The_authority_may_sign_and_the_server_may_not()
    {
        var tls = NewProcess();
        using var certificate = tls.Certificate;
        using var authority = X509CertificateLoader.LoadCertificateFromFile(tls.AuthorityPath);
        Assert.True(authority.Extensions.OfType<X509BasicConstraintsExtension>().Single() is { CertificateAuthority: true, Critical: true });
        Assert.False(certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
    }

    [Fact]
    public void The_key_of_the_authority_is_nowhere()
    {
        using var certificate = NewProcess().Certificate;
        var keys = Directory.GetFiles(_directory.PathOf("tls")).Where(file => File.ReadAllText(file).Contains("PRIVATE KEY", StringComparison.Ordinal));
        Assert.Equal(["server.pem"], keys.Select(Path.GetFileName));
        using var kept = X509Certificate2.CreateFromPemFile(_directory.PathOf("tls", "server.pem"));
        Assert.Equal(certificate.Thumbprint, kept.Thumbprint);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void The_files_are_for_their_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        using var certificate = NewProcess().Certificate;
        Assert.All(Directory.GetFiles(_directory.PathOf("tls")), file => Assert.Equal(OwnerReadsAndWrites, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void No_file_is_made_before_the_certificate_is_asked_for()
    {
        NewProcess();
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void A_later_start_finds_the_certificate() => Assert.Equal(ThumbprintOfNextStart(), ThumbprintOfNextStart());

    [Theory]
    [InlineData(31, true)]
    [InlineData(30, false)]
    public void A_start_less_than_thirty_days_before_the_expiry_makes_another(int days, bool kept)
    {
        using var first = NewProcess().Certificate;
        _time.SetUtcNow(new DateTimeOffset(first.NotAfter).AddDays(-days));
        Assert.Equal(kept, ThumbprintOfNextStart() == first.Thumbprint);
    }

    [Theory]
    [InlineData("ca.pem")]
    [InlineData("server.pem")]
    public void A_start_with_half_the_files_makes_both_anew(string missing)
    {
        var first = ThumbprintOfNextStart();
        File.Delete(_directory.PathOf("tls", missing));
        Assert.NotEqual(first, ThumbprintOfNextStart());
    }

    [Theory]
    [InlineData("ca.pem")]
    [InlineData("server.pem")]
    public void A_start_with_a_damaged_file_makes_both_anew(string damaged)
    {
        var first = ThumbprintOfNextStart();
        File.WriteAllText(_directory.PathOf("tls", damaged), "damaged");
        Assert.NotEqual(first, ThumbprintOfNextStart());
    }

    [Fact]
    public void A_start_with_files_that_do_not_belong_together_makes_both_anew()
    {
        ThumbprintOfNextStart();
        var server = File.ReadAllText(_directory.PathOf("tls", "server.pem"));
        File.Delete(_directory.PathOf("tls", "ca.pem"));
        var second = ThumbprintOfNextStart();
        File.WriteAllText(_directory.PathOf("tls", "server.pem"), server);
        Assert.NotEqual(second, ThumbprintOfNextStart());
        var tls = NewProcess();
        using var certificate = tls.Certificate;
        using var chain = ChainTo(tls.AuthorityPath);
        Assert.True(chain.Build(certificate));
    }

    [Fact]
    public void Certificates_made_at_other_places_have_authorities_of_other_names()
    {
        using var first = NewProcess().Certificate;
        Directory.Delete(_directory.PathOf("tls"), recursive: true);
        using var second = NewProcess().Certificate;
        Assert.NotEqual(first.Issuer, second.Issuer);
    }

    private LoopbackTls NewProcess()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Embedded:DataDirectory", _directory.Path)]).Build();
        return new LoopbackTls(new DataDirectory(configuration), _time, NullLogger<LoopbackTls>.Instance);
    }

    private string ThumbprintOfNextStart()
    {
        using var certificate = NewProcess().Certificate;
        return certificate.Thumbprint;
    }

    private X509Chain ChainTo(string authority)
    {
        var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(authority));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = _time.GetUtcNow().UtcDateTime;
        return chain;
    }
}
