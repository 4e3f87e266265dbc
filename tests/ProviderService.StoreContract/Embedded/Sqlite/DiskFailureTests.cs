using ProviderService.Core.Storage;

namespace ProviderService.StoreContract.Embedded.Sqlite;

/// <summary>Alone, since the limit holds for the whole process.</summary>
[CollectionDefinition(nameof(DiskFailureTests), DisableParallelization = true)]
[Collection(nameof(DiskFailureTests))]
public sealed class DiskFailureTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task While_the_disk_takes_no_more_writes_are_refused_and_reads_answered_and_then_writes_go_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The failure is made with a limit of Linux.");
        await using var test = new SqliteTestStore();
        var etag = await test.WriteAsync("before", new byte[2 * Megabyte]);

        using (FileSizeLimit.Set(new FileInfo(test.WriteAheadLog).Length + (Megabyte / 2)))
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(async () => await test.WriteAsync("refused", new byte[2 * Megabyte]));
            await Assert.ThrowsAsync<StoreUnavailableException>(async () => await test.WriteAsync("before", new byte[3 * Megabyte], etag));
            Assert.Equal(2 * Megabyte, (await test.ReadAsync("before"))!.Document.Body.Length);
        }

        Assert.Null(await test.ReadAsync("refused"));
        Assert.NotNull(await test.WriteAsync("refused", new byte[2 * Megabyte]));
        Assert.NotNull(await test.WriteAsync("before", new byte[3 * Megabyte], etag));
        Assert.Equal(2, test.Number("SELECT count(*) FROM documents"));
    }
}
