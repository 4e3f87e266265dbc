using System.Text.RegularExpressions;
using ProviderService.Tests.Architecture;

namespace ProviderService.Tests.Docs;

/// <summary>Documentation that points nowhere misleads.</summary>
public sealed partial class DocumentationTests
{
    private const string Compatibility = "docs/compatibility.md";

    [Fact]
    public void Every_relative_link_leads_to_something()
    {
        var broken =
            from page in SourceTree.Files(".", "*.md")
            from link in Link().Matches(SourceTree.Read(page)).Select(match => match.Groups[1].Value)
            where !link.Contains("://", StringComparison.Ordinal)
            where !Path.Exists(Path.Combine(SourceTree.Root, Path.GetDirectoryName(page)!, link))
            select $"{page}: {link}";
        Assert.Equal([], broken);
    }

    [Fact]
    public void Every_difference_has_an_id_of_its_own()
    {
        var ids = Differences();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void Every_difference_that_code_or_tests_cite_is_in_the_table()
    {
        var known = Differences();
        var unknown =
            from file in SourceTree.Files("src", "*.cs").Concat(SourceTree.Files("tests", "*.cs"))
            from id in Id().Matches(SourceTree.Read(file)).Select(match => match.Value)
            where !known.Contains(id)
            select $"{file} cites {id}";
        Assert.Equal([], unknown);
    }

    private static List<string> Differences() => [.. Row().Matches(SourceTree.Read(Compatibility)).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"\]\(([^)#\s]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| (C-\d\d) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\bC-\d\d\b")]
    private static partial Regex Id();
}
