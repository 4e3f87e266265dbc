using System.Text.RegularExpressions;

namespace ProviderService.Tests.Architecture;

public sealed partial class LayoutTests
{
    [Fact]
    public void Every_file_lies_in_the_folder_of_its_namespace()
    {
        var misplaced =
            from path in SourceTree.Files("src").Concat(SourceTree.Files("tests"))
            where Path.GetFileName(path) != "Program.cs"
            let folder = Path.GetDirectoryName(path)!.Split('/', 2)[1].Replace('/', '.')
            where Namespace().Match(SourceTree.Read(path)).Groups[1].Value != folder
            select path;
        Assert.Equal([], misplaced);
    }

    [Fact]
    public void The_host_names_a_backend_in_one_place_only() =>
        Assert.Equal(
            ["src/ProviderService/Hosting/Backend.cs"],
            SourceTree.Files("src/ProviderService").Where(path => Backends().IsMatch(SourceTree.Read(path))));

    [GeneratedRegex(@"ProviderService\.(Embedded|Azure)\b")]
    private static partial Regex Backends();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
