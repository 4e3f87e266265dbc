using System.Runtime.Versioning;
using System.Text;
using ProviderService.Diagnostics.Audit;

namespace ProviderService.Tests.Diagnostics.Audit;

[UnsupportedOSPlatform("windows")]
public sealed class AuditFileTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string FilePath => _directory.PathOf("inner", "audit.jsonl");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_line_can_be_read_while_the_file_is_open()
    {
        using var file = New();
        Append(file, "one");
        Assert.Equal(["one"], Read(FilePath));
    }

    [Fact]
    public void Lines_are_added_to_those_of_an_earlier_run()
    {
        using (var earlier = New()) Append(earlier, "one");
        using var file = New();
        Append(file, "two");
        Assert.Equal(["one", "two"], Read(FilePath));
    }

    [Fact]
    public void A_line_that_was_cut_off_does_not_spoil_the_next()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, "one\nhalf a li");
        using var file = New();
        Append(file, "two");
        Assert.Equal(["one", "half a li", "two"], Read(FilePath));
    }

    [Fact]
    public void The_file_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        using var file = New();
        Append(file, "one");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public void A_full_file_is_put_aside_and_the_oldest_goes()
    {
        using var file = New(new AuditOptions { FileSize = 9, Files = 3 });
        foreach (var line in (string[])["one", "two", "three", "four", "five", "six"]) Append(file, line);
        Assert.Equal(
            [("audit.1.jsonl", "four"), ("audit.2.jsonl", "three"), ("audit.jsonl", "five six")],
            Directory.GetFiles(Path.GetDirectoryName(FilePath)!).Order().Select(path => (Path.GetFileName(path), string.Join(' ', Read(path)))));
    }

    [Fact]
    public void One_file_can_be_all_there_is()
    {
        using var file = New(new AuditOptions { FileSize = 4, Files = 1 });
        Append(file, "one");
        Append(file, "two");
        Assert.Equal("two", string.Join(' ', Directory.GetFiles(Path.GetDirectoryName(FilePath)!).SelectMany(Read)));
    }

    [Fact]
    public void A_line_that_alone_is_longer_than_a_file_is_written_whole()
    {
        using var file = New(new AuditOptions { FileSize = 2, Files = 2 });
        Append(file, "long");
        Assert.Equal(["long"], Read(FilePath));
    }

    [Fact]
    public async Task Lines_of_many_writers_stay_whole()
    {
        using var file = New(new AuditOptions { FileSize = 1000, Files = 100 });
        await Parallel.ForAsync(0, 500, TestContext.Current.CancellationToken, (number, _) =>
        {
            Append(file, $"line {number:D3}");
            return ValueTask.CompletedTask;
        });
        var lines = Directory.GetFiles(Path.GetDirectoryName(FilePath)!).SelectMany(Read).Order();
        Assert.Equal(Enumerable.Range(0, 500).Select(number => $"line {number:D3}"), lines);
    }

    private AuditFile New(AuditOptions? options = null) => new(FilePath, options ?? new AuditOptions());

    private static void Append(AuditFile file, string line) => file.Append(Encoding.UTF8.GetBytes(line + "\n"));

    private static string[] Read(string path) => File.ReadAllLines(path);
}
