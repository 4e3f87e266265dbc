namespace ProviderService.Tests.Architecture;

/// <summary>The checkout that the tests were built from.</summary>
internal static class SourceTree
{
    /// <summary>The directory of the solution.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The paths of the files under a directory, relative to the root; what the build or a package manager makes is left out.</summary>
    public static IEnumerable<string> Files(string directory, string pattern = "*.cs") =>
        Directory.EnumerateFiles(Path.Combine(Root, directory), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(path => !path.Split('/').Any(folder => folder is "bin" or "obj" or "node_modules"));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot(string directory) =>
        File.Exists(Path.Combine(directory, "ProviderService.sln")) ? directory : FindRoot(Path.GetDirectoryName(directory)!);
}
