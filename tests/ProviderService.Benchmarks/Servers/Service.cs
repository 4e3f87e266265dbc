using System.Diagnostics;
using System.Net.Http.Headers;
using System.Reflection;

namespace ProviderService.Benchmarks.Servers;

/// <summary>The built service, with a data directory.</summary>
internal sealed class Service : ServerProcess
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(2);

    private readonly string _data;

    private Service(string data, ProcessStartInfo start)
        : base(start) => _data = data;

    /// <summary>Talks to the service as its administrator.</summary>
    public HttpClient Client { get; } = new();

    public string Token { get; private set; } = "";

    /// <summary>The certificate (PEM) that its TLS is trusted by.</summary>
    public string AuthorityPath => Path.Combine(_data, "tls", "ca.pem");

    /// <summary>How long the start took, from the creation of the process to the first answer that it is ready.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>Starts the service and waits until it is ready.</summary>
    /// <param name="data">Its data directory, which it makes when there is none.</param>
    /// <param name="secure">Whether it listens with TLS too.</param>
    public static async Task<Service> StartAsync(string data, bool secure = false)
    {
        var assembly = typeof(Service).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "ServiceAssembly").Value!;
        var start = new ProcessStartInfo("dotnet", [assembly]);
        start.Environment["Embedded__DataDirectory"] = data;
        if (secure) start.Environment["Urls"] = "http://127.0.0.1:0;https://127.0.0.1:0";
        var began = Stopwatch.GetTimestamp();
        var service = new Service(data, start);
        await service.WaitUntilReadyAsync();
        service.StartTime = Stopwatch.GetElapsedTime(began);
        return service;
    }

    public override async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await base.DisposeAsync();
    }

    private async Task WaitUntilReadyAsync()
    {
        await WaitUntilListeningAsync();
        Client.BaseAddress = Address;
        while (!await IsReadyAsync()) await Task.Delay(Interval, TimeProvider.System);
        Token = (await File.ReadAllTextAsync(Path.Combine(_data, "admin-token"))).Trim();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    private async Task<bool> IsReadyAsync()
    {
        using var answer = await Client.GetAsync("/healthz/ready");
        return answer.IsSuccessStatusCode;
    }
}
