using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Topology;

/// <summary>nginx of Debian's package with the configuration and the certificates of docker-compose.yml; only addresses and folders are others.</summary>
internal sealed class NginxServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nginx";

    private readonly string _directory = Directory.CreateTempSubdirectory("provider-service-nginx-").FullName;
    private readonly (int Http, int Https) _ports = (FreePort(), FreePort());
    private Process? _process;

    /// <summary>Where callers reach it.</summary>
    public Uri Url => new($"https://localhost:{_ports.Https}");

    /// <summary>The authority of its certificate.</summary>
    public string Authority => Path.Combine(_directory, "ca.pem");

    /// <param name="replicas">Where the replicas listen, in the place of the names that the configuration has for them.</param>
    public async Task StartAsync(params IReadOnlyList<Uri> replicas)
    {
        Assert.SkipUnless(File.Exists(Program), "nginx is not installed");
        await RunAsync("sh", Path.Combine(BuiltFiles.RepositoryRoot, "infra/compose/certificates.sh"), _directory);
        var configuration = Path.Combine(_directory, "nginx.conf");
        await File.WriteAllTextAsync(configuration, Configure(replicas));
        await RunAsync(Program, "-t", "-c", configuration, "-g", "user root;");
        _process = Process.Start(Program, ["-c", configuration, "-g", "daemon off; user root;"]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await RunAsync(Program, "-s", "stop", "-c", Path.Combine(_directory, "nginx.conf"));
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private string Configure(IReadOnlyList<Uri> replicas)
    {
        var text = File.ReadAllText(Path.Combine(BuiltFiles.RepositoryRoot, "infra/compose/nginx.conf"));
        for (var index = 0; index < replicas.Count; index++)
            text = text.Replace($"replica-{index + 1}:8080", replicas[index].Authority, StringComparison.Ordinal);
        return text.Replace("/tmp/", $"{_directory}/", StringComparison.Ordinal)
            .Replace("/certificates/", $"{_directory}/", StringComparison.Ordinal)
            .Replace("listen 8080", $"listen 127.0.0.1:{_ports.Http}", StringComparison.Ordinal)
            .Replace("listen 8443", $"listen 127.0.0.1:{_ports.Https}", StringComparison.Ordinal);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors}");
    }

    /// <summary>nginx cannot choose one itself.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
