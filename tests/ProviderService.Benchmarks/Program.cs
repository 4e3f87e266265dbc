using Microsoft.Extensions.Configuration;
using ProviderService.Benchmarks;
using ProviderService.Benchmarks.Reports;
using ProviderService.Benchmarks.Servers;

var benchmarks = new Dictionary<string, Func<Pace, Task<Report>>>
{
    ["get"] = GetBenchmark.RunAsync,
    ["put"] = PutBenchmark.RunAsync,
    ["put-secret"] = PutBenchmark.RunWithSecretAsync,
    ["list"] = ListBenchmark.RunAsync,
    ["start"] = StartBenchmark.RunAsync,
    ["purge"] = PurgeBenchmark.RunAsync,
    ["scale"] = ScaleBenchmark.RunAsync,
};

if (args is [BareServer.Verb, var bodyFile])
{
    await BareServer.RunAsync(bodyFile);
    return 0;
}

if (args is not [var name, .. var options] || !benchmarks.TryGetValue(name, out var benchmark))
{
    Console.Error.WriteLine($"One of: {string.Join(", ", benchmarks.Keys)}; then, if wanted, --rounds N --seconds S --warmup S.");
    return 2;
}

var pace = new ConfigurationBuilder().AddCommandLine(options).Build().Get<Pace>() ?? new Pace();
var report = await benchmark(pace);
report.Print(Console.Out);
return report.MeetsGoals ? 0 : 1;
