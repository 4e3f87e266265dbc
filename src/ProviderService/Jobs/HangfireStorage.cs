using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Npgsql;

namespace ProviderService.Jobs;

/// <summary>Where Hangfire keeps what it has to do. It learns the names of jobs, and nothing of what they work on.</summary>
internal static class HangfireStorage
{
    /// <summary>Opens nothing yet, so that a database that is down delays no start.</summary>
    public static JobStorage Create(JobOptions jobs)
    {
        if (!jobs.IsPostgreSql) return new InMemoryStorage();
        var options = new PostgreSqlStorageOptions
        {
            PrepareSchemaIfNecessary = false,
            QueuePollInterval = TimeSpan.FromSeconds(5),
            // A service that is killed leaves its locks behind, which hold up the others for so long.
            DistributedLockTimeout = TimeSpan.FromMinutes(1),
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(jobs.ConnectionString, options, connectionSetup: null), options);
    }

    /// <summary>Makes the tables, or brings those of an older version up to date.</summary>
    /// <exception cref="NpgsqlException">The database does not answer, or may not be changed.</exception>
    public static void Prepare(JobOptions jobs)
    {
        if (!jobs.IsPostgreSql) return;
        using var connection = new NpgsqlConnection(jobs.ConnectionString);
        connection.Open();
        PostgreSqlObjectsInstaller.Install(connection, new PostgreSqlStorageOptions().SchemaName);
    }
}
