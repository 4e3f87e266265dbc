using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Recordings;

/// <summary>The recordings of the hosted service. They lie beside the checkout, not in it, so they may be missing.</summary>
internal static class RecordingFolder
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(BuiltFiles.RepositoryRoot, "..", "shared", "contract", "recordings"));

    /// <summary>The numbers of the recordings that are there. Without any the test that asks is skipped.</summary>
    public static IReadOnlyList<int> Numbers() => [.. Files("*").Select(Recording.NumberOf)];

    /// <summary>Reads a recording. Without any the test that asks is skipped.</summary>
    public static Recording Read(int number) => Recording.Read(Files($"{number:000}").Single());

    private static string[] Files(string number)
    {
        Assert.SkipUnless(Directory.Exists(Root), $"The recordings of the hosted service are not beside the checkout ({Path.GetFileName(Root)}).");
        return Directory.GetFiles(Root, $"{number}-*.json");
    }
}
