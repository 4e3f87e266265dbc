using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Documents;

/// <summary>The requests in docs/http, sent as they stand; only the address and the token are those of this run.</summary>
public sealed class HttpFileTests(RunningService service) : IClassFixture<RunningService>
{
    private static readonly string Folder = Path.Combine(BuiltFiles.RepositoryRoot, "docs", "http");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.http").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_request_succeeds(string file)
    {
        var given = new Dictionary<string, string>
        {
            ["endpoint"] = service.Client.BaseAddress!.AbsoluteUri.TrimEnd('/'),
            ["token"] = service.Client.DefaultRequestHeaders.Authorization!.Parameter!,
        };
        var refused = new List<string>();
        foreach (var (title, request) in new HttpFile(await File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken), given).Requests())
        {
            using (request)
            using (var answer = await service.Client.SendAsync(request, TestContext.Current.CancellationToken))
                if (!answer.IsSuccessStatusCode) refused.Add($"{title}: {answer.StatusCode}");
        }

        Assert.Equal([], refused);
    }
}
