namespace ProviderService.Tests.Architecture;

/// <summary>The checkout that the tests were built from.</summary>
internal static class SourceTree
{
    /// <summary>The directory of the solution.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The paths of the C# files under a directory, relative to the root; what the build makes is left out.</summary>
    public static IEnumerable<string> Files(string directory) =>
        Directory.EnumerateFiles(Path.Combine(Root, directory), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(path => !path.Split('/').Any(folder => folder is "bin" or "obj"));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot(string directory) =>
        File.Exists(Path.Combine(directory, "ProviderService.sln")) ? directory : FindRoot(Path.GetDirectoryName(directory)!);
}
