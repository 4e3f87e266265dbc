using System.Net;
using Microsoft.Playwright;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Browser;

/// <summary>The dashboard of jobs as an administrator meets it.</summary>
public sealed class DashboardTests : IAsyncLifetime
{
    private readonly ServiceDirectory _directory = new();
    private ServiceProcess _service = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private IPage _page = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Chromium.Path is not null, "chromium is not installed");
        _service = await ServiceProcess.StartAsync(_directory);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Path, Args = Chromium.Arguments });
        _page = await _browser.NewPageAsync();
    }

    [Fact]
    public async Task Who_signs_in_sees_the_purge_and_cannot_change_it()
    {
        await SignInAsync(await File.ReadAllTextAsync(Path.Combine(_directory.Data, "admin-token"), TestContext.Current.CancellationToken));
        await _page.GotoAsync(Address("hangfire/recurring"));
        Assert.Equal(1, await _page.Locator("td", new() { HasText = "purge-expired-secrets" }).First.CountAsync());
        Assert.Equal(0, await _page.Locator("button[data-url]").CountAsync());
    }

    [Fact]
    public async Task Who_has_no_token_sees_the_form_again_and_nothing_else()
    {
        await SignInAsync("guess");
        Assert.Equal(1, await _page.Locator("input[name=token]").CountAsync());
        var answer = await _page.GotoAsync(Address("hangfire/recurring"));
        Assert.Equal((int)HttpStatusCode.Unauthorized, answer!.Status);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_service is not null) await _service.DisposeAsync();
        _directory.Dispose();
    }

    private string Address(string path) => new Uri(_service.AddressOf("http"), path).AbsoluteUri;

    private async Task SignInAsync(string token)
    {
        await _page.GotoAsync(Address("hangfire"));
        await _page.FillAsync("input[name=token]", token.Trim());
        await _page.ClickAsync("button");
    }
}
