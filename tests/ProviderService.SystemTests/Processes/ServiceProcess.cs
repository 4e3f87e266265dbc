using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using ProviderService.TestServers;

namespace ProviderService.SystemTests.Processes;

/// <summary>The built service as a process of its own, on loopback ports of its choice, until it is killed, stopped or disposed of.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private readonly ServiceDirectory _directory;
    private readonly Process _process;
    private readonly ProcessOutput _output;

    private ServiceProcess(ServiceDirectory directory, string[] arguments)
    {
        _directory = directory;
        _process = new Process { StartInfo = StartInfo(directory, arguments) };
        _output = new ProcessOutput(_process);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Speaks HTTPS with the service as its administrator.</summary>
    public HttpClient Client { get; private set; } = new();

    /// <summary>Everything printed so far; complete once the process has ended.</summary>
    public string Output => _output.ToString();

    public int ExitCode => _process.ExitCode;

    public bool HasEnded => _process.HasExited;

    /// <summary>Resident memory, in bytes.</summary>
    public long Resident => Refreshed().WorkingSet64;

    public int Threads => Refreshed().Threads.Count;

    /// <summary>Open files, sockets among them.</summary>
    public int Handles => Directory.GetFileSystemEntries($"/proc/{_process.Id}/fd").Length;

    /// <summary>Has a process with a diagnostic port collect its garbage.</summary>
    public Task CollectAsync() => DiagnosticPort.CollectAsync(_process.Id, _directory.Temporary);

    /// <summary>Starts the service and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message is what it printed.</exception>
    public static async Task<ServiceProcess> StartAsync(ServiceDirectory directory, params string[] arguments)
    {
        var service = new ServiceProcess(directory, arguments);
        try
        {
            await service.WaitUntilReadyAsync();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a service that cannot start, and waits until it has ended.</summary>
    public static async Task<ServiceProcess> FailToStartAsync(ServiceDirectory directory, params string[] arguments)
    {
        var service = new ServiceProcess(directory, arguments);
        await service._process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return service;
    }

    /// <summary>Starts the service and kills it as soon as something is seen, be it ready or not.</summary>
    public static async Task KillWhenAsync(ServiceDirectory directory, string what, Func<bool> isSeen, params string[] arguments)
    {
        await using var service = new ServiceProcess(directory, arguments);
        await Poll.UntilAsync(what, () => Task.FromResult(service.IsRunning() && isSeen()));
        await service.KillAsync();
    }

    /// <summary>The address of a scheme, <c>http</c> or <c>https</c>.</summary>
    public Uri AddressOf(string scheme) => _output.Addresses.First(address => address.Scheme == scheme);

    /// <summary>SIGKILL: the service gets no chance to finish anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM: the service finishes what it does, and ends.</summary>
    public async Task StopAsync()
    {
        Signals.Terminate(_process.Id);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
        Client.Dispose();
    }

    private static ProcessStartInfo StartInfo(ServiceDirectory directory, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [BuiltFiles.ServiceAssembly, .. arguments])
        {
            WorkingDirectory = directory.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["Urls"] = "http://127.0.0.1:0;https://127.0.0.1:0";
        start.Environment["Embedded__DataDirectory"] = directory.Data;
        start.Environment["TMPDIR"] = directory.Temporary;
        start.Environment["DOTNET_EnableDiagnostics"] = directory.HasDiagnosticPort ? "1" : "0";
        return start;
    }

    private async Task WaitUntilReadyAsync()
    {
        await Poll.UntilAsync("the service to listen", () => Task.FromResult(IsRunning() && _output.Addresses.Count == 2));
        Client.Dispose();
        Client = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = Trust() } }) { BaseAddress = AddressOf("https") };
        await Poll.UntilAsync("the service to be ready", async () => IsRunning() && await IsReadyAsync());
        var token = await File.ReadAllTextAsync(Path.Combine(_directory.Data, "admin-token"));
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
    }

    /// <summary>The service's own authority, and nothing else.</summary>
    private X509ChainPolicy Trust()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(Path.Combine(_directory.Data, "tls", "ca.pem"));
        return policy;
    }

    private Process Refreshed()
    {
        _process.Refresh();
        return _process;
    }

    private bool IsRunning() => _process.HasExited ? throw new InvalidOperationException($"The service ended:\n{Output}") : true;

    private async Task<bool> IsReadyAsync()
    {
        using var answer = await Client.GetAsync("/healthz/ready", TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode;
    }

    private static class Signals
    {
        private const int Termination = 15;

        public static void Terminate(int process)
        {
            if (Send(process, Termination) != 0) throw new InvalidOperationException($"Signal not sent: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int Send(int process, int signal);
    }
}
