using System.Diagnostics;

namespace ProviderService.SystemTests.Jobs;

/// <summary>
/// A PostgreSQL of Debian's package with data of its own, which listens on a socket in its directory and nowhere else. It refuses to run
/// as root, so as root the user of the package runs it.
/// </summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string User = "postgres";

    private static readonly string? Programs = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .Where(programs => File.Exists(Path.Combine(programs, "pg_ctl"))).Order().LastOrDefault()
        : null;

    private readonly string _directory = Directory.CreateTempSubdirectory("provider-service-pg-").FullName;

    /// <summary>What the service is told.</summary>
    public string ConnectionString => $"Host={_directory};Username={User};Database=postgres;Pooling=true";

    private string Data => Path.Combine(_directory, "data");

    private string Log => Path.Combine(_directory, "log");

    public static async Task<PostgreSqlServer> StartAsync()
    {
        Assert.SkipUnless(Programs is not null, "PostgreSQL is not installed");
        var server = new PostgreSqlServer();
        if (Environment.UserName == "root") await RunAsync("chown", User, server._directory);
        await ProgramAsync("initdb", "-D", server.Data, "-U", User, "-A", "trust", "--no-sync");
        await server.ResumeAsync();
        return server;
    }

    public Task ResumeAsync() => ProgramAsync("pg_ctl", "-D", Data, "-l", Log, "-w", "-o", $"-k {_directory} -c listen_addresses='' -c fsync=off", "start");

    public Task StopAsync() => ProgramAsync("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");

    /// <summary>Everything in the database, as SQL.</summary>
    public Task<string> DumpAsync() => ProgramAsync("pg_dump", "-h", _directory, "-U", User, "--inserts", "postgres");

    public async Task<string> QueryAsync(string sql) => (await ProgramAsync("psql", "-h", _directory, "-U", User, "-tAc", sql)).Trim();

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid"))) await StopAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static Task<string> ProgramAsync(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(Programs!, program), .. arguments];
        return Environment.UserName == "root" ? RunAsync("runuser", ["-u", User, "--", .. command]) : RunAsync(command[0], command[1..]);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        // The server inherits the streams of pg_ctl, so these end with it and not before.
        var output = arguments.Contains("start") ? "" : await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
    }
}
