using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace ProviderService.Jobs;

/// <summary>The settings of <c>Jobs</c>.</summary>
internal sealed class JobOptions
{
    public const string Section = "Jobs";

    public const string InMemory = "InMemory";
    public const string PostgreSql = "PostgreSql";

    /// <summary>Where Hangfire keeps what it has to do: <c>InMemory</c>, or <c>PostgreSql</c> for services that share the work.</summary>
    public string Storage { get; set; } = InMemory;

    /// <summary>The database of <c>PostgreSql</c>, in Npgsql's form (<c>Host=...;Database=...;Username=...</c>).</summary>
    public string? ConnectionString { get; set; }

    [MemberNotNullWhen(true, nameof(ConnectionString))]
    public bool IsPostgreSql => Storage == PostgreSql;

    public bool HasKnownStorage => Storage is InMemory or PostgreSql;

    public bool HasConnection => !IsPostgreSql || NamesHost(ConnectionString);

    private static bool NamesHost(string? connectionString)
    {
        try
        {
            return !string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connectionString).Host);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
