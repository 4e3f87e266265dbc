using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using ProviderService.Hosting;

namespace ProviderService.Tests.Hosting;

public sealed class PublicUrlTests
{
    [Theory]
    [InlineData("https://arm.example.org", "https://arm.example.org/a?b=c")]
    [InlineData("https://arm.example.org/", "https://arm.example.org/a?b=c")]
    [InlineData("https://example.org/arm", "https://example.org/arm/a?b=c")]
    [InlineData("https://example.org:8443/arm/", "https://example.org:8443/arm/a?b=c")]
    public void The_setting_is_the_root_of_every_url(string setting, string expected) =>
        Assert.Equal(expected, UrlFor("http://127.0.0.1:5080", setting, "http://127.0.0.1:5080"));

    [Theory]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080/a?b=c")]
    [InlineData("http://localhost:5080", "http://localhost:5080/a?b=c")]
    [InlineData("https://LocalHost:5443", "https://localhost:5443/a?b=c")]
    public void Without_it_a_host_that_the_server_listens_on_is(string asked, string expected) =>
        Assert.Equal(expected, UrlFor(asked, null, "http://127.0.0.1:5080", "https://127.0.0.1:5443"));

    [Theory]
    [InlineData("http://evil.example.org", "http://127.0.0.1:5080/a?b=c")]
    [InlineData("https://evil.example.org:5443", "https://127.0.0.1:5443/a?b=c")]
    [InlineData("http://127.0.0.1:81", "http://127.0.0.1:5080/a?b=c")]
    [InlineData("http://10.0.0.9:5080", "http://127.0.0.1:5080/a?b=c")]
    public void A_foreign_host_is_replaced_by_an_address_of_the_same_scheme(string asked, string expected) =>
        Assert.Equal(expected, UrlFor(asked, null, "http://127.0.0.1:5080", "https://127.0.0.1:5443"));

    [Theory]
    [InlineData("a b")]
    [InlineData("ex@mple.org")]
    [InlineData("a/b")]
    [InlineData("[::")]
    public void A_host_that_is_none_is_foreign(string host)
    {
        var request = RequestTo("http://127.0.0.1:5080", null);
        request.Host = new HostString(host);
        Assert.Equal("http://127.0.0.1:5080/", UrlsOf(null, "http://127.0.0.1:5080").For(request, "/").AbsoluteUri);
    }

    [Fact]
    public void A_referer_is_foreign()
    {
        var request = RequestTo("http://127.0.0.1:5080", null);
        request.Headers.Referer = "https://management.example.org/a";
        Assert.Equal("http://127.0.0.1:5080/a", UrlsOf(null, "http://127.0.0.1:5080").For(request, "/a").AbsoluteUri);
    }

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://[::]:8080")]
    [InlineData("http://*:8080")]
    [InlineData("http://+:8080")]
    public void A_server_that_listens_everywhere_names_the_address_that_the_request_came_in_by(string address)
    {
        var request = RequestTo("http://evil.example.org:8080", IPAddress.Parse("::ffff:10.0.0.5"));
        Assert.Equal("http://10.0.0.5:8080/", UrlsOf(null, address).For(request, "/").AbsoluteUri);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("https://arm.example.org/base", true)]
    [InlineData("arm.example.org", false)]
    [InlineData("/base", false)]
    [InlineData("ftp://arm.example.org", false)]
    [InlineData("https://arm.example.org?a=b", false)]
    [InlineData("https://arm.example.org#a", false)]
    [InlineData("https://user@arm.example.org", false)]
    public void The_setting_must_be_a_plain_absolute_url(string? setting, bool usable) =>
        Assert.Equal(usable, new PublicUrlOptions { PublicUrl = setting }.IsUsable);

    private static string UrlFor(string asked, string? setting, params string[] listening) =>
        UrlsOf(setting, listening).For(RequestTo(asked, null), "/a?b=c").AbsoluteUri;

    private static PublicUrl UrlsOf(string? setting, params string[] listening) =>
        new(Options.Create(new PublicUrlOptions { PublicUrl = setting }), new Server(listening));

    private static HttpRequest RequestTo(string root, IPAddress? local)
    {
        var uri = new Uri(root);
        var context = new DefaultHttpContext();
        context.Connection.LocalIpAddress = local;
        context.Request.Scheme = uri.Scheme;
        context.Request.Host = HostString.FromUriComponent(uri);
        return context.Request;
    }

    /// <summary>A server that only says where it listens.</summary>
    private sealed class Server : IServer, IServerAddressesFeature
    {
        public Server(string[] addresses)
        {
            Addresses = addresses;
            Features.Set<IServerAddressesFeature>(this);
        }

        public ICollection<string> Addresses { get; }

        public bool PreferHostingUrls { get; set; }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
