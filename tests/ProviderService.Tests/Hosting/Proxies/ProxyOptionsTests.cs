using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProviderService.Hosting.Proxies;

namespace ProviderService.Tests.Hosting.Proxies;

public sealed class ProxyOptionsTests
{
    [Fact]
    public void Nothing_is_trusted_by_default() => Assert.Empty(Read([]).Trusted);

    [Fact]
    public void One_text_lists_several() =>
        Assert.Equal(["10.0.0.1", "192.168.0.0/16", "fd00::/8"], Read(new() { ["Proxy:Trusted"] = "10.0.0.1, 192.168.0.0/16;fd00::/8" }).Trusted);

    [Fact]
    public void An_array_lists_several() =>
        Assert.Equal(["10.0.0.1", "10.0.0.2"], Read(new() { ["Proxy:Trusted:0"] = "10.0.0.1", ["Proxy:Trusted:1"] = "10.0.0.2" }).Trusted);

    [Theory]
    [InlineData("proxy.example.org")]
    [InlineData("10.0.0.0/33")]
    [InlineData("*")]
    public void What_is_neither_address_nor_network_stops_the_start(string text) =>
        Assert.Throws<OptionsValidationException>(() => Read(new() { ["Proxy:Trusted"] = text }));

    private static ProxyOptions Read(Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        ProxyOptions.Add(services);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<ProxyOptions>>().Value;
    }
}
