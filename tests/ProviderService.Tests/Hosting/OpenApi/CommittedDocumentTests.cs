namespace ProviderService.Tests.Hosting.OpenApi;

/// <summary>The committed documents are those of the code; <c>openapi/generate.sh</c> writes them anew.</summary>
public sealed class CommittedDocumentTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task Every_document_is_what_the_code_writes()
    {
        var drifted = new List<string>();
        foreach (var (name, file, specification) in CommittedDocuments.Of(service))
        {
            var path = CommittedDocuments.PathOf(file);
            var committed = File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : "";
            if (committed.TrimEnd() != (await CommittedDocuments.WriteAsync(service, name, specification)).TrimEnd()) drifted.Add(file);
        }

        Assert.Equal([], drifted);
    }

    [Fact]
    public void No_document_is_left_of_a_version_that_is_gone()
    {
        var known = CommittedDocuments.Of(service).Select(document => document.File).ToHashSet();
        var committed = Directory.EnumerateFiles(CommittedDocuments.PathOf(CommittedDocuments.Folder), "*.json", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(CommittedDocuments.PathOf("."), path))
            .Where(file => !file.Contains("/examples/", StringComparison.Ordinal));
        Assert.Equal([], committed.Where(file => !known.Contains(file)));
    }
}
