using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Identity.Local;

public sealed class ServicePrincipalEndpointsTests(TestService service) : IClassFixture<TestService>
{
    private static readonly Uri Path = new("/admin/v1/servicePrincipals", UriKind.Relative);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_principal_is_shown_with_its_secret_once()
    {
        var created = await service.CreatePrincipalAsync("deploy");
        Assert.Equal(["appId", "objectId", "tenantId", "displayName", "secret"], created.Select(member => member.Key));
        var listed = await ListAsync();
        Assert.Contains((string)created["appId"]!, listed, StringComparison.Ordinal);
        Assert.DoesNotContain("ecret", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_is_kept_has_the_secret()
    {
        var secret = (string)(await service.CreatePrincipalAsync())["secret"]!;
        Assert.DoesNotContain(service.Files, file => Contains(file, secret));
    }

    [Fact]
    public async Task Deleting_what_is_not_there_changes_nothing()
    {
        using var administrator = service.SignedIn();
        using var answer = await administrator.DeleteAsync(new Uri($"{Path}/{Guid.NewGuid()}", UriKind.Relative), Cancelled);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"displayName":" "}""")]
    [InlineData("""{"displayName":7}""")]
    [InlineData("[]")]
    public async Task A_principal_needs_a_name(string body)
    {
        using var administrator = service.SignedIn();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await administrator.PostAsync(Path, content, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("ValidationFailed", await answer.ReadErrorCodeAsync());
    }

    [Fact]
    public async Task A_principal_is_not_let_in()
    {
        using var client = service.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await service.SignInAsync(await service.CreatePrincipalAsync()));
        using var answer = await client.GetAsync(Path, Cancelled);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private async Task<string> ListAsync()
    {
        using var administrator = service.SignedIn();
        return await administrator.GetStringAsync(Path, Cancelled);
    }

    private static bool Contains(string file, string text)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd().Contains(text, StringComparison.Ordinal);
    }
}
