using System.Security.Cryptography;
using System.Text;
using ProviderService.Core.Storage;

namespace ProviderService.StoreContract.Embedded.Sqlite;

public sealed class UpkeepTests : IAsyncDisposable
{
    private static readonly TimeSpan UpkeepInterval = SqliteTestStore.UpkeepInterval;
    private static readonly TimeSpan TombstoneLife = TimeSpan.FromDays(1);

    private readonly SqliteTestStore _test = new();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(4_000)]
    [InlineData(100_000)]
    public async Task What_was_deleted_or_replaced_is_gone_from_every_file(int repeats)
    {
        var (deleted, replaced, kept) = (Marker(), Marker(), Marker());
        for (var i = 0; i < 20; i++) await _test.WriteAsync($"before{i}", RandomNumberGenerator.GetBytes(700));
        var deletedTag = await WriteWithEndAsync("deleted", Repeat(deleted, repeats));
        var replacedTag = await WriteWithEndAsync("replaced", Repeat(replaced, repeats));
        await _test.WriteAsync("kept", kept);
        for (var i = 0; i < 20; i++) await _test.WriteAsync($"after{i}", RandomNumberGenerator.GetBytes(700));
        await _test.PassAsync(UpkeepInterval);
        Assert.All([deleted, replaced, kept], marker => Assert.True(IsInAFile(marker)));

        await _test.DeleteAsync("deleted", deletedTag);
        await WriteWithEndAsync("replaced", [1], replacedTag);
        await _test.PassAsync(UpkeepInterval);
        Assert.False(IsInAFile(deleted));
        Assert.False(IsInAFile(replaced));
        Assert.True(IsInAFile(kept));
    }

    [Fact]
    public async Task What_was_deleted_is_gone_from_every_file_a_second_later()
    {
        var marker = Marker();
        var tag = await WriteWithEndAsync("deleted", Repeat(marker, 40));
        await _test.DeleteAsync("deleted", tag);
        Assert.True(IsInAFile(marker));
        await _test.PassAsync(TimeSpan.FromSeconds(1));
        Assert.False(IsInAFile(marker));
    }

    [Fact]
    public async Task What_was_deleted_while_somebody_read_for_long_is_gone_a_second_after_that()
    {
        var marker = Marker();
        var tag = await WriteWithEndAsync("deleted", Repeat(marker, 40));
        using (_test.BeginRead())
        {
            await _test.DeleteAsync("deleted", tag);
            await _test.PassAsync(TimeSpan.FromSeconds(1));
            Assert.True(IsInAFile(marker));
        }
        await _test.PassAsync(TimeSpan.FromSeconds(1));
        Assert.False(IsInAFile(marker));
    }

    /// <summary>Pages that fill up and empty again move their rows about, and what was moved is not overwritten where it lay.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(60)]
    public async Task Of_documents_with_an_end_that_came_and_went_in_any_order_nothing_is_left(int longest)
    {
        var markers = Enumerable.Range(0, 3000).ToDictionary(AnyId, _ => Marker());
        var tags = new Dictionary<string, string>();
        foreach (var (id, marker) in markers) tags[id] = await WriteWithEndAsync(id, Repeat(marker, 1 + (tags.Count % longest)));
        foreach (var (id, marker) in markers.Take(1000)) tags[id] = await WriteWithEndAsync(id, Repeat(marker, longest), tags[id]);
        foreach (var id in markers.Keys.Order()) await _test.DeleteAsync(id, tags[id]);
        await _test.PassAsync(TimeSpan.FromSeconds(1));
        var files = Files();
        Assert.DoesNotContain(markers.Values, marker => IsIn(files, marker));
    }

    [Fact]
    public async Task The_write_ahead_log_is_emptied()
    {
        await _test.WriteAsync("a", [1]);
        Assert.NotEqual(0, new FileInfo(_test.WriteAheadLog).Length);
        await _test.PassAsync(UpkeepInterval);
        Assert.Equal(0, new FileInfo(_test.WriteAheadLog).Length);
    }

    [Fact]
    public async Task A_tombstone_is_forgotten_when_its_life_is_over()
    {
        await WriteAndDeleteAsync("a");
        await _test.WriteAsync("b", [1]);
        await _test.PassAsync(TombstoneLife - UpkeepInterval);
        Assert.Equal(1, Tombstones());
        await _test.PassAsync(UpkeepInterval);
        Assert.Equal(0, Tombstones());
    }

    [Fact]
    public async Task A_document_that_was_deleted_again_leaves_one_tombstone()
    {
        await WriteAndDeleteAsync("a");
        await WriteAndDeleteAsync("a");
        Assert.Equal(1, Tombstones());
    }

    [Fact]
    public async Task A_document_outlives_the_tombstone_of_an_earlier_one()
    {
        await WriteAndDeleteAsync("a");
        await _test.WriteAsync("a", [1]);
        await _test.WriteAsync("b", [1]);
        await _test.PassAsync(TombstoneLife);
        Assert.NotNull(await _test.ReadAsync("a"));
    }

    [Fact]
    public async Task A_document_whose_due_time_is_long_over_stays()
    {
        var key = SqliteTestStore.Key("due");
        var document = new Document(key, "w1", _test.Time.GetUtcNow(), new byte[] { 1 });
        await _test.Store.WriteAsync(document, null, TestContext.Current.CancellationToken);
        await _test.WriteAsync("b", [1]);
        await _test.PassAsync(TombstoneLife * 2);
        Assert.NotNull(await _test.ReadAsync("due"));
    }

    [Fact]
    public async Task Who_follows_misses_nothing_when_the_newest_change_was_forgotten()
    {
        await WriteAndDeleteAsync("a");
        var continuation = (await _test.Store.ChangesAsync(null, TestContext.Current.CancellationToken)).Continuation;
        await _test.PassAsync(TombstoneLife);
        await _test.WriteAsync("b", [1]);
        var changes = await _test.Store.ChangesAsync(continuation, TestContext.Current.CancellationToken);
        Assert.Equal("b", Assert.Single(changes.Changes).Key.Id);
    }

    private async Task WriteAndDeleteAsync(string id) => await _test.DeleteAsync(id, (await _test.WriteAsync(id, [1]))!);

    private long Tombstones() => _test.Number("SELECT count(*) FROM documents WHERE deleted");

    private async Task<string> WriteWithEndAsync(string id, byte[] body, string? expected = null)
    {
        var document = new Document(SqliteTestStore.Key(id), Guid.NewGuid().ToString("N"), null, body) { ExpiresAt = DateTimeOffset.MaxValue };
        return (await _test.Store.WriteAsync(document, expected, TestContext.Current.CancellationToken))!;
    }

    /// <summary>Another for each number, in an order that has nothing to do with the numbers'.</summary>
    private static string AnyId(int number) => Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number)));

    private static byte[] Marker() => Encoding.ASCII.GetBytes(Guid.NewGuid().ToString("N"));

    private static byte[] Repeat(byte[] marker, int times) => [.. Enumerable.Repeat(marker, times).SelectMany(bytes => bytes)];

    private bool IsInAFile(byte[] marker) => IsIn(Files(), marker);

    private static bool IsIn(IEnumerable<byte[]> files, byte[] marker) => files.Any(file => file.AsSpan().IndexOf(marker) >= 0);

    private List<byte[]> Files() => [.. Directory.GetFiles(Path.GetDirectoryName(_test.Path)!).Select(Content)];

    private static byte[] Content(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
