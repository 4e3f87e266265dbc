using Microsoft.Extensions.Configuration;
using ProviderService.Benchmarks;
using ProviderService.Benchmarks.Fleet;
using ProviderService.Benchmarks.Reports;
using ProviderService.Benchmarks.Servers;

var benchmarks = new Dictionary<string, Func<string[], Task<Report>>>
{
    ["get"] = Paced(GetBenchmark.RunAsync),
    ["put"] = Paced(PutBenchmark.RunAsync),
    ["put-secret"] = Paced(PutBenchmark.RunWithSecretAsync),
    ["list"] = Paced(ListBenchmark.RunAsync),
    ["cosmos"] = Paced(CosmosBenchmark.RunAsync),
    ["start"] = Paced(StartBenchmark.RunAsync),
    ["purge"] = Paced(PurgeBenchmark.RunAsync),
    ["scale"] = Paced(ScaleBenchmark.RunAsync),
    ["overload"] = Paced(OverloadBenchmark.RunAsync),
    ["fleet"] = options => FleetBenchmark.RunAsync(Read<FleetOptions>(options) ?? new FleetOptions()),
};

if (args is [BareServer.Verb, var bodyFile])
{
    await BareServer.RunAsync(bodyFile);
    return 0;
}

if (args is [HoldingServer.Verb])
{
    await HoldingServer.RunAsync();
    return 0;
}

if (args is not [var name, .. var options] || !benchmarks.TryGetValue(name, out var benchmark))
{
    Console.Error.WriteLine($"One of: {string.Join(", ", benchmarks.Keys)}; then, if wanted, its options; see README.md.");
    return 2;
}

var report = await benchmark(options);
report.Print(Console.Out);
return report.MeetsGoals ? 0 : 1;

static Func<string[], Task<Report>> Paced(Func<Pace, Task<Report>> benchmark) => options => benchmark(Read<Pace>(options) ?? new Pace());

static T? Read<T>(string[] options) => new ConfigurationBuilder().AddCommandLine(options, FleetOptions.Switches).Build().Get<T>();
