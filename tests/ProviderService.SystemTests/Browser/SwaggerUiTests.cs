using Microsoft.Playwright;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Browser;

/// <summary>Swagger UI as a person meets it, in a browser that reaches nothing but this machine. Pictures go into the folder that the
/// environment variable <c>PROVIDER_SCREENSHOTS</c> names, for whoever wants to look.</summary>
public sealed class SwaggerUiTests : IAsyncLifetime
{
    private readonly ServiceDirectory _directory = new();
    private readonly List<string> _errors = [];
    private readonly List<string> _foreign = [];
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
        _page.Console += (_, message) => { if (message.Type == "error") _errors.Add(message.Text); };
        _page.PageError += (_, error) => _errors.Add(error);
        _page.Request += (_, request) => { if (new Uri(request.Url) is { IsLoopback: false, Scheme: not "data" } url) _foreign.Add(url.AbsoluteUri); };
    }

    [Fact]
    public async Task The_picker_lists_every_document_the_newest_configurations_first()
    {
        await OpenAsync("sourceControlConfigurations 2023-05-01");
        var documents = await _page.Locator("#select option").AllInnerTextsAsync();
        var committed =
            from folder in Directory.GetDirectories(Path.Combine(BuiltFiles.RepositoryRoot, "openapi"))
            from file in Directory.GetFiles(folder, "*.json")
            where !file.EndsWith(".swagger.json", StringComparison.Ordinal)
            select $"{Path.GetFileName(folder)} {Path.GetFileNameWithoutExtension(file)}";
        Assert.Equal(committed.Order(StringComparer.Ordinal), documents.Order(StringComparer.Ordinal));
        Assert.Equal("sourceControlConfigurations 2023-05-01", documents[0]);
        await AssertCleanAsync("picker");
    }

    [Fact]
    public async Task After_Authorize_the_examples_can_be_sent_as_they_are()
    {
        await OpenAsync("resourceGroups 2021-04-01");
        await AuthorizeAsync();
        Assert.Equal("201", await TryAsync("ResourceGroups_CreateOrUpdate"));
        await OpenAsync("connectedClusters 2021-10-01");
        await AuthorizeAsync();
        Assert.Equal("201", await TryAsync("ConnectedCluster_Create"));
        await OpenAsync("sourceControlConfigurations 2023-05-01");
        await AuthorizeAsync();
        Assert.Equal("201", await TryAsync("SourceControlConfigurations_CreateOrUpdate"));
        Assert.Equal("200", await TryAsync("SourceControlConfigurations_Get"));
        await AssertCleanAsync("configuration");
        Assert.Equal("200", await TryAsync("SourceControlConfigurations_Delete"));
        await AssertCleanAsync("deleted");
    }

    [Fact]
    public async Task The_agent_document_shows_what_agents_send()
    {
        await OpenAsync("agent v1");
        Assert.Equal(3, await _page.Locator(".opblock").CountAsync());
        var report = _page.Locator(".opblock-post").First;
        await report.Locator(".opblock-summary-control").First.ClickAsync();
        Assert.Contains("\"agentVersion\"", await report.Locator(".opblock-section-request-body").InnerTextAsync(), StringComparison.Ordinal);
        await AssertCleanAsync("agent");
    }

    [Fact]
    public async Task Without_Authorize_the_error_is_readable()
    {
        await OpenAsync("resourceGroups 2021-04-01");
        Assert.Equal("401", await TryAsync("ResourceGroups_Get"));
        Assert.Contains("AuthenticationFailed", await Operation("ResourceGroups_Get").Locator(".live-responses-table").InnerTextAsync(), StringComparison.Ordinal);
        await TakePictureAsync("error");
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_service is not null) await _service.DisposeAsync();
        _directory.Dispose();
    }

    private async Task AssertCleanAsync(string picture)
    {
        await TakePictureAsync(picture);
        Assert.Empty(_errors);
        Assert.Empty(_foreign);
    }

    private async Task TakePictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("PROVIDER_SCREENSHOTS") is { Length: > 0 } folder)
            await _page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    private ILocator Operation(string operationId) => _page.Locator($"[id$='-{operationId}']");

    private async Task OpenAsync(string document)
    {
        var url = new Uri(_service.AddressOf("http"), $"swagger/index.html?urls.primaryName={Uri.EscapeDataString(document)}");
        await _page.GotoAsync(url.AbsoluteUri);
        await _page.Locator(".opblock").First.WaitForAsync();
    }

    private async Task AuthorizeAsync()
    {
        await _page.Locator(".auth-wrapper .authorize").First.ClickAsync();
        await _page.Locator(".modal-ux input").FillAsync(await File.ReadAllTextAsync(Path.Combine(_directory.Data, "admin-token")));
        await _page.Locator(".modal-ux button.authorize").ClickAsync();
        await _page.Locator(".modal-ux .btn-done").ClickAsync();
    }

    /// <summary>Opens an operation, sends its example, and answers the status that is shown.</summary>
    private async Task<string> TryAsync(string operationId)
    {
        var operation = Operation(operationId);
        await operation.Locator(".opblock-summary-control").First.ClickAsync();
        await operation.Locator(".try-out__btn").ClickAsync();
        await operation.Locator(".execute").ClickAsync();
        return await operation.Locator(".live-responses-table .response-col_status").Last.InnerTextAsync();
    }
}
