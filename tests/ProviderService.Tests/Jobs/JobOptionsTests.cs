using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProviderService.Hosting.Launch;
using ProviderService.Jobs;

namespace ProviderService.Tests.Jobs;

public sealed class JobOptionsTests
{
    [Theory]
    [InlineData(null, typeof(InMemoryStorage))]
    [InlineData("InMemory", typeof(InMemoryStorage))]
    [InlineData("PostgreSql", typeof(PostgreSqlStorage))]
    public void The_setting_chooses_the_storage_of_jobs_and_nothing_is_connected_to(string? storage, Type expected)
    {
        using var services = Services(storage, "Host=127.0.0.1;Port=1;Username=nobody");
        services.GetRequiredService<IStartupValidator>().Validate();
        Assert.IsType(expected, services.GetRequiredService<JobStorage>());
    }

    [Theory]
    [InlineData("Redis", null, "Jobs:Storage must be")]
    [InlineData("inmemory", null, "Jobs:Storage must be")]
    [InlineData("PostgreSql", null, "Jobs:Storage is 'PostgreSql', so Jobs:ConnectionString must name")]
    [InlineData("PostgreSql", "Database=jobs;Password=sesame", "Jobs:Storage is 'PostgreSql', so Jobs:ConnectionString must name")]
    [InlineData("PostgreSql", "no connection string; Password=sesame", "Jobs:Storage is 'PostgreSql', so Jobs:ConnectionString must name")]
    public void A_storage_that_cannot_be_used_stops_the_start_with_one_line_that_repeats_no_password(string storage, string? connection, string line)
    {
        using var services = Services(storage, connection);
        var failure = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);
        var reason = StartUpFailures.Reason(failure)!;
        Assert.StartsWith(line, reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', reason);
        Assert.DoesNotContain("sesame", reason, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(string? storage, string? connection)
    {
        var settings = new Dictionary<string, string?> { ["Jobs:Storage"] = storage, ["Jobs:ConnectionString"] = connection }
            .Where(setting => setting.Value is not null);
        var services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        return services.AddJobs().BuildServiceProvider();
    }
}
