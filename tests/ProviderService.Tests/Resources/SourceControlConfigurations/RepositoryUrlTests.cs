using ProviderService.Resources.SourceControlConfigurations;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

public sealed class RepositoryUrlTests
{
    [Theory]
    [InlineData("https://user:secret@example.org/repo.git")]
    [InlineData("HTTPS://user:secret@example.org/repo.git")]
    [InlineData("ssh://git:secret@example.org:22/repo.git")]
    [InlineData("https://:secret@example.org/repo.git")]
    [InlineData("https://user:sec:ret@example.org")]
    [InlineData("https://us@er:secret@example.org")]
    [InlineData("//user:secret@example.org/repo.git")]
    [InlineData("  https://user:secret@example.org")]
    public void A_password_in_the_user_information_is_found(string url) => Assert.True(RepositoryUrl.HasPassword(url));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://example.org/repo.git")]
    [InlineData("https://user@example.org/repo.git")]
    [InlineData("https://user@example.org:8443/repo.git")]
    [InlineData("https://user:@example.org/repo.git")]
    [InlineData("https://example.org:8443/@scope/repo.git")]
    [InlineData("https://example.org/path?at=12:30@noon")]
    [InlineData("ssh://git@example.org:22/repo.git")]
    [InlineData("git@example.org:team/repo.git")]
    [InlineData("git://example.org/repo.git")]
    [InlineData("htps://example.org")]
    [InlineData("no address at all")]
    public void Anything_else_has_none(string? url) => Assert.False(RepositoryUrl.HasPassword(url));
}
