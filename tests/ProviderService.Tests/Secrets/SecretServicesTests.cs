using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProviderService.Core.Secrets;
using ProviderService.Hosting.Launch;
using ProviderService.Secrets;

namespace ProviderService.Tests.Secrets;

public sealed class SecretServicesTests
{
    private static readonly DateTimeOffset Supplied = new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, "2.00:00:00")]
    [InlineData("48:00:00", "2.00:00:00")]
    [InlineData("24:00:00", "1.00:00:00")]
    [InlineData("00:00:10", "00:00:10")]
    public void Credentials_are_kept_for_48_hours_or_as_much_shorter_as_is_set(string? setting, string life)
    {
        using var services = Services(setting);
        services.GetRequiredService<IStartupValidator>().Validate();
        var expected = Supplied + TimeSpan.Parse(life, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(expected, services.GetRequiredService<SecretRetention>().ExpiryOf(Supplied));
    }

    [Theory]
    [InlineData("48:00:01")]
    [InlineData("3.00:00:00")]
    [InlineData("00:00:00")]
    [InlineData("forever")]
    public void Any_other_setting_stops_the_start_and_says_what_is_allowed(string setting)
    {
        using var services = Services(setting);
        var failure = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);
        Assert.Contains("Secrets:Retention must be hours:minutes:seconds, above zero and at most 48:00:00", StartUpFailures.Reason(failure), StringComparison.Ordinal);
    }

    private static ServiceProvider Services(string? retention)
    {
        var settings = new Dictionary<string, string?> { ["Secrets:Retention"] = retention }.Where(setting => setting.Value is not null);
        var services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        return services.AddSecrets().BuildServiceProvider();
    }
}
