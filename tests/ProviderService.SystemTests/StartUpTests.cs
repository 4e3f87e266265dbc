using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests;

public sealed class StartUpTests : IDisposable
{
    private readonly ServiceDirectory _directory = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_first_call_that_is_printed_works_when_copied()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The call is written for a POSIX shell.");
        await using var service = await ServiceProcess.StartAsync(_directory);
        var call = service.Output.Split("A first call:\n")[1].Split("\n\n")[0];
        Assert.Contains("\"provisioningState\":\"Succeeded\"", await Shell.RunAsync(_directory, call), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task A_client_that_trusts_ca_pem_can_use_HTTPS_by(string host)
    {
        await using var service = await ServiceProcess.StartAsync(_directory);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_directory.Data, "tls", "ca.pem")));
        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } });
        using var answer = await client.GetAsync(new Uri($"https://{host}:{service.AddressOf("https").Port}/healthz/live"), Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_directory_in_use_is_told_in_one_line()
    {
        await using var service = await ServiceProcess.StartAsync(_directory);
        await AssertFailsAsync($"Another service uses the data directory {_directory.Data}.");
    }

    [Fact]
    public async Task An_address_in_use_is_told_in_one_line()
    {
        await using var service = await ServiceProcess.StartAsync(_directory);
        var address = service.AddressOf("http").GetLeftPart(UriPartial.Authority);
        await AssertFailsAsync($"Failed to bind to address {address}", $"--urls={address}", "--Embedded:DataDirectory=other");
    }

    [Theory]
    [InlineData("Local sign-in serves loopback addresses only", "--urls=http://0.0.0.0:0")]
    [InlineData("'nonsense' is no address to listen on.", "--urls=nonsense")]
    [InlineData("Failed to convert configuration value 'mine' at 'Arm:SubscriptionId'", "--Arm:SubscriptionId=mine")]
    [InlineData("Failed to convert configuration value 'nowhere' at 'Audit:Output'", "--Audit:Output=nowhere")]
    [InlineData("Failed to convert configuration value 'x' at 'Agents:MaxWait'", "--Agents:MaxWait=x")]
    [InlineData("Secrets:Retention must be ", "--Secrets:Retention=99:00:00")]
    [InlineData("Backend must be ", "--Backend=Nowhere")]
    public async Task A_setting_that_will_not_do_is_refused_in_one_line_before_anything_is_made(string reason, string argument)
    {
        await AssertFailsAsync(reason, argument);
        Assert.False(Directory.Exists(_directory.Data));
    }

    [Fact]
    public async Task A_directory_where_a_file_has_to_be_is_told_in_one_line()
    {
        Directory.CreateDirectory(Path.Combine(_directory.Data, "audit.jsonl"));
        await AssertFailsAsync("Access to the path ");
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_certificates_is_told_in_one_line()
    {
        Directory.CreateDirectory(_directory.Data);
        await File.WriteAllTextAsync(Path.Combine(_directory.Data, "tls"), "", Cancelled);
        await AssertFailsAsync("The file ");
    }

    [Fact]
    public async Task An_address_of_no_one_is_told_in_one_line() =>
        await AssertFailsAsync("An address cannot be listened on: ", "--urls=http://192.0.2.1:0", "--Authentication:AllowLocalBeyondLoopback=true");

    private async Task AssertFailsAsync(string reason, params string[] arguments)
    {
        await using var failed = await ServiceProcess.FailToStartAsync(_directory, arguments);
        Assert.Equal(1, failed.ExitCode);
        Assert.Single(failed.Output.Split('\n'), line => line.StartsWith(reason, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", failed.Output, StringComparison.Ordinal);
    }
}
