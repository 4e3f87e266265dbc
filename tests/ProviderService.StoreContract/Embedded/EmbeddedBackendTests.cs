using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ProviderService.Core.Storage;
using ProviderService.Embedded;
using ProviderService.Embedded.Encryption;
using ProviderService.Embedded.Sqlite;

namespace ProviderService.StoreContract.Embedded;

public sealed class EmbeddedBackendTests : IAsyncDisposable
{
    private static readonly DocumentKey Key = new("partition", "id");

    private readonly TemporaryDirectory _directory = new();
    private readonly List<EmbeddedBackend> _started = [];

    private string Data => _directory.File("data");

    private string Database => Path.Combine(Data, "documents.db");

    private string KeyFile => Path.Combine(Data, "key-encryption-key");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var backend in _started) await backend.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task What_is_made_at_the_first_start_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await StartAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Data));
        var files = Directory.GetFiles(Data);
        Assert.Superset(new HashSet<string> { Database, KeyFile }, files.ToHashSet());
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task A_data_directory_that_others_may_read_is_used_with_a_warning()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        Directory.CreateDirectory(Data);
        File.SetUnixFileMode(Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);
        var log = new LogLines<EmbeddedBackend>();
        await StartAsync(log: log);
        Assert.Contains("open to other users", Assert.Single(log.Warnings));
    }

    [Fact]
    public async Task What_was_written_is_there_after_a_restart()
    {
        var (first, store) = await StartAsync();
        await store.WriteAsync(new Document(Key, "w1", null, new byte[] { 1 }), null, Cancellation);
        await first.StoppedAsync(Cancellation);

        var (_, again) = await StartAsync();
        Assert.Equal("w1", (await again.ReadAsync(Key, Cancellation))!.Document.WriteId);
    }

    [Fact]
    public async Task A_stop_leaves_one_whole_database_file()
    {
        var (backend, store) = await StartAsync();
        await store.WriteAsync(new Document(Key, "w1", null, new byte[] { 1 }), null, Cancellation);
        await backend.StoppedAsync(Cancellation);
        Assert.Equal([Database], Directory.GetFiles(Data, "*.db*"));
    }

    [Fact]
    public async Task A_stopped_store_says_that_it_is_unavailable()
    {
        var (backend, store) = await StartAsync();
        await backend.StoppedAsync(Cancellation);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.ReadAsync(Key, Cancellation));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.DeleteAsync(Key, "w1", Cancellation));
    }

    [Fact]
    public async Task A_data_directory_in_use_is_refused_until_its_user_stops()
    {
        var (first, _) = await StartAsync();
        await AssertRefusedAsync("Another service uses the data directory", "Stop it");
        await first.StoppedAsync(Cancellation);
        await StartAsync();
    }

    [Fact]
    public async Task A_database_without_its_key_file_is_refused_and_no_other_key_is_made()
    {
        await StartAndStopAsync();
        File.Delete(KeyFile);
        await AssertRefusedAsync(KeyFile, "Restore the key file");
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public async Task The_key_file_may_lie_elsewhere()
    {
        var elsewhere = _directory.File("elsewhere");
        await StartAsync(keyFile: elsewhere);
        Assert.True(File.Exists(elsewhere));
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        await StartAndStopAsync();
        await File.WriteAllBytesAsync(Database, RandomNumberGenerator.GetBytes(64 * 1024), Cancellation);
        await AssertRefusedAsync("is damaged", "restore a backup");
    }

    [Fact]
    public async Task A_database_with_a_damaged_page_is_refused()
    {
        await StartAndStopAsync(documents: 200);
        await using (var file = File.OpenWrite(Database))
        {
            file.Position = 5 * 4096;
            file.Write(RandomNumberGenerator.GetBytes(4096));
        }
        await AssertRefusedAsync("is damaged", "restore a backup");
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_left_as_it_was()
    {
        await StartAndStopAsync();
        Sql($"PRAGMA journal_mode = DELETE; PRAGMA user_version = {Schema.Migrations.Count + 1}");
        var before = await File.ReadAllBytesAsync(Database, Cancellation);

        await AssertRefusedAsync($"has version {Schema.Migrations.Count + 1}", "Run the program that wrote it");
        Assert.Equal(before, await File.ReadAllBytesAsync(Database, Cancellation));
    }

    [Fact]
    public async Task A_database_that_another_program_has_locked_is_refused()
    {
        await StartAndStopAsync();
        using var shell = new SqliteConnection($"Data Source={Database};Pooling=False");
        shell.Open();
        using var command = shell.CreateCommand();
        command.CommandText = "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        await AssertRefusedAsync("is locked by another program", "Close whatever has it open");
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_made_is_refused()
    {
        await File.WriteAllTextAsync(Data, "a file where the directory should be", Cancellation);
        await AssertRefusedAsync("cannot be written", "Embedded:DataDirectory");
    }

    [Fact]
    public async Task A_refused_start_locks_nothing()
    {
        await StartAndStopAsync();
        var key = await File.ReadAllBytesAsync(KeyFile, Cancellation);
        File.Delete(KeyFile);
        await AssertRefusedAsync(KeyFile, "Restore the key file");
        await File.WriteAllBytesAsync(KeyFile, key, Cancellation);
        await StartAsync();
    }

    private async Task<(EmbeddedBackend Backend, SqliteDocumentStore Store)> StartAsync(
        string? keyFile = null, LogLines<EmbeddedBackend>? log = null)
    {
        var options = Options.Create(new EmbeddedOptions { DataDirectory = Data, KeyFile = keyFile });
        var store = new SqliteDocumentStore(TimeProvider.System, NullLogger<SqliteDocumentStore>.Instance);
        var backend = new EmbeddedBackend(
            options, store, new FileKeyWrapper(NullLogger<FileKeyWrapper>.Instance), log ?? new LogLines<EmbeddedBackend>());
        _started.Add(backend);
        await backend.StartingAsync(Cancellation);
        return (backend, store);
    }

    private async Task StartAndStopAsync(int documents = 1)
    {
        var (backend, store) = await StartAsync();
        for (var i = 0; i < documents; i++)
            await store.WriteAsync(new Document(Key with { Id = $"{i}" }, $"w{i}", null, new byte[500]), null, Cancellation);
        await backend.StoppedAsync(Cancellation);
    }

    /// <summary>The host disposes of what it could not start.</summary>
    private async Task AssertRefusedAsync(string problem, string remedy)
    {
        var exception = await Assert.ThrowsAsync<EmbeddedStartException>(() => StartAsync());
        await _started[^1].DisposeAsync();
        Assert.Contains(problem, exception.Message);
        Assert.Contains(remedy, exception.Message);
    }

    private void Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
