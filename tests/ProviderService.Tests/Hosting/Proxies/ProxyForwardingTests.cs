using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ProviderService.Hosting.Proxies;

namespace ProviderService.Tests.Hosting.Proxies;

public sealed class ProxyForwardingTests
{
    private const string Proxy = "10.0.0.1";

    [Fact]
    public async Task A_trusted_proxy_says_who_calls_and_under_which_name()
    {
        var seen = await PassAsync(Proxy, "203.0.113.7", "https", "arm.example.org", Proxy);
        Assert.Equal(("https", "arm.example.org", "203.0.113.7"), Told(seen));
        Assert.True(ProxyForwarding.Vouches(seen));
    }

    [Theory]
    [InlineData("10.0.0.2")]
    [InlineData("::1")]
    [InlineData("127.0.0.1")]
    public async Task Nobody_else_does(string sender)
    {
        var seen = await PassAsync(sender, "203.0.113.7", "https", "evil.example.org", Proxy);
        Assert.Equal(("http", "provider", sender), Told(seen));
        Assert.False(ProxyForwarding.Vouches(seen));
    }

    [Fact]
    public async Task Without_trusted_proxies_the_headers_mean_nothing()
    {
        var seen = await PassAsync(Proxy, "203.0.113.7", "https", "evil.example.org");
        Assert.Equal(("http", "provider", Proxy), Told(seen));
        Assert.False(ProxyForwarding.Vouches(seen));
    }

    [Fact]
    public async Task A_connection_without_an_address_is_no_trusted_proxy()
    {
        var seen = await PassAsync(null, "203.0.113.7", "https", "evil.example.org", "0.0.0.0/0", "::/0");
        Assert.Equal("provider", seen.Request.Host.Value);
    }

    [Fact]
    public async Task An_address_of_a_trusted_network_is_trusted_in_its_mapped_form_too()
    {
        var seen = await PassAsync("::ffff:10.0.0.9", "203.0.113.7", "https", "arm.example.org", "10.0.0.0/8");
        Assert.Equal("arm.example.org", seen.Request.Host.Value);
    }

    [Fact]
    public async Task A_chain_is_followed_back_to_the_first_hop_that_is_not_trusted()
    {
        var seen = await PassAsync(Proxy, "198.51.100.66, 203.0.113.7, 10.0.0.2", "https, https, https", "evil.example.org, arm.example.org, arm.example.org", "10.0.0.0/24");
        Assert.Equal(("https", "arm.example.org", "203.0.113.7"), Told(seen));
    }

    private static (string Scheme, string? Host, string? Caller) Told(HttpContext context) =>
        (context.Request.Scheme, context.Request.Host.Value, context.Connection.RemoteIpAddress?.ToString());

    private static async Task<HttpContext> PassAsync(string? sender, string caller, string scheme, string host, params string[] trusted)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = sender is null ? null : IPAddress.Parse(sender);
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("provider");
        context.Request.Headers["X-Forwarded-For"] = caller;
        context.Request.Headers["X-Forwarded-Proto"] = scheme;
        context.Request.Headers["X-Forwarded-Host"] = host;
        var proxies = new TrustedProxies(Options.Create(new ProxyOptions { Trusted = trusted }));
        await new ProxyForwarding(_ => Task.CompletedTask, proxies, NullLoggerFactory.Instance).InvokeAsync(context);
        return context;
    }
}
