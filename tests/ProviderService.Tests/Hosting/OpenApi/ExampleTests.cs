namespace ProviderService.Tests.Hosting.OpenApi;

/// <summary>The examples of the committed documents are exchanges that took place: here, one after the other, on a fresh installation.</summary>
public sealed class ExampleTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task Every_example_is_what_the_service_answers()
    {
        var differing = new List<string>();
        await foreach (var (file, example) in ExampleRun.AllAsync(service))
        {
            var path = CommittedDocuments.PathOf(file);
            if (Environment.GetEnvironmentVariable("PROVIDER_EXAMPLES") == "write") Write(path, example);
            if (!File.Exists(path) || await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) != example) differing.Add(file);
        }

        Assert.Equal([], differing);
    }

    private static void Write(string path, string example)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, example);
    }
}
