using ProviderService.Resources.SourceControlConfigurations;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

public sealed class RepositoryServerTests
{
    [Theory]
    [InlineData("https://example.org/a", "https", "example.org", 443)]
    [InlineData("HTTPS://EXAMPLE.org", "https", "example.org", 443)]
    [InlineData("http://example.org:8080/a?b#c", "http", "example.org", 8080)]
    [InlineData("git://example.org/a", "git", "example.org", 9418)]
    [InlineData("ssh://git@example.org:2222/a", "ssh", "example.org", 2222)]
    [InlineData("ssh://[2001:db8::1]/a", "ssh", "[2001:db8::1]", 22)]
    [InlineData("git@example.org:team/repo.git", "ssh", "example.org", 22)]
    [InlineData("example.org:repo", "ssh", "example.org", 22)]
    public void A_url_names_scheme_host_and_port(string url, string scheme, string host, int port)
    {
        Assert.True(RepositoryServer.TryParse(url, out var server));
        Assert.Equal(new RepositoryServer(scheme, host, port), server);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("example.org")]
    [InlineData("/local/path")]
    [InlineData("file:///local")]
    [InlineData("ext::sh -c id")]
    [InlineData("htps://example.org")]
    [InlineData("https:/example.org/a")]
    [InlineData("https://example.org\\@evil.example/a")]
    [InlineData("https://user:pass@example.org/a")]
    [InlineData("https://a@b@example.org/a")]
    [InlineData("https://example.org?@evil.example")]
    [InlineData("https://example.org#@evil.example")]
    [InlineData("https://ex%61mple.org/a")]
    [InlineData("https://exämple.org/a")]
    [InlineData("https://example.org:0/a")]
    [InlineData("https://example.org:65536/a")]
    [InlineData("https://example.org:/a")]
    [InlineData("https://example.org/a b")]
    [InlineData("https://example.org/a\n")]
    [InlineData(" https://example.org/a")]
    [InlineData("ssh://-oProxyCommand=id/a")]
    [InlineData("-u@example.org:a")]
    [InlineData("git@-example.org:a")]
    public void What_could_be_read_in_two_ways_is_not_read(string? url) => Assert.False(RepositoryServer.TryParse(url, out _));

    [Theory]
    [InlineData("https://example.org/a", "https://EXAMPLE.org:443/b")]
    [InlineData("git@example.org:a", "ssh://other@example.org/a")]
    [InlineData("what is this", "what is this")]
    [InlineData(null, null)]
    public void Two_urls_of_one_server_are_the_same(string? one, string? other) => Assert.True(RepositoryServer.IsSame(one, other));

    [Theory]
    [InlineData("https://example.org/a", "https://example.com/a")]
    [InlineData("https://example.org/a", "http://example.org/a")]
    [InlineData("https://example.org/a", "https://example.org:444/a")]
    [InlineData("https://example.org/a", "https://example.org.evil.example/a")]
    [InlineData("https://example.org/a", null)]
    [InlineData("what is this", "what is that")]
    public void Two_servers_are_not(string? one, string? other) => Assert.False(RepositoryServer.IsSame(one, other));
}
