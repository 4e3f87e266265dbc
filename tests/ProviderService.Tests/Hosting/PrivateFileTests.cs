using System.Runtime.Versioning;
using ProviderService.Hosting;

namespace ProviderService.Tests.Hosting;

[UnsupportedOSPlatform("windows")]
public sealed class PrivateFileTests : IDisposable
{
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_file_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        PrivateFile.Replace(_directory.PathOf("file"), "text");
        Assert.Equal(OwnerReadsAndWrites, File.GetUnixFileMode(_directory.PathOf("file")));
    }

    [Fact]
    public void A_file_that_was_open_to_others_is_so_no_more()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        var path = _directory.PathOf("file");
        File.WriteAllText(path, "old");
        File.SetUnixFileMode(path, OwnerReadsAndWrites | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        PrivateFile.Replace(path, "new");
        Assert.Equal(OwnerReadsAndWrites, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_directory_that_was_missing_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        PrivateFile.Replace(_directory.PathOf("inner", "file"), "text");
        Assert.Equal(OwnerReadsAndWrites | UnixFileMode.UserExecute, File.GetUnixFileMode(_directory.PathOf("inner")));
    }

    [Fact]
    public void The_text_is_replaced_whole()
    {
        var path = _directory.PathOf("file");
        PrivateFile.Replace(path, "a longer text");
        PrivateFile.Replace(path, "text");
        Assert.Equal("text", File.ReadAllText(path));
    }

    [Fact]
    public void A_reader_of_the_old_text_is_not_disturbed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows refuses to replace an open file.");
        var path = _directory.PathOf("file");
        PrivateFile.Replace(path, "old");
        using var reader = File.OpenText(path);
        PrivateFile.Replace(path, "new");
        Assert.Equal("old", reader.ReadToEnd());
    }

    [Fact]
    public void Nothing_else_stays_in_the_directory()
    {
        PrivateFile.Replace(_directory.PathOf("file"), "text");
        Assert.Equal(["file"], Directory.GetFileSystemEntries(_directory.Path).Select(Path.GetFileName));
    }
}
