using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ProviderService.SystemTests.Processes;

/// <summary>The secrets in the database of a service, as anybody sees them who can read the file.</summary>
internal sealed class SecretRows(ServiceDirectory directory)
{
    /// <summary>The bodies of all secrets that are kept.</summary>
    public IReadOnlyList<byte[]> Bodies() => Query("SELECT body FROM documents WHERE id LIKE 'secret:%' AND NOT deleted", row => (byte[])row.GetValue(0));

    public int Count() => Query("SELECT count(*) FROM documents WHERE id LIKE 'secret:%' AND NOT deleted", row => row.GetInt32(0)).Single();

    /// <summary>How many of them the purge may leave for later.</summary>
    public int NotYetDue() => Query(
        $"SELECT count(*) FROM documents WHERE id LIKE 'secret:%' AND NOT deleted AND due_at > {TimeProvider.System.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture)}",
        row => row.GetInt32(0)).Single();

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory.Data, "documents.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }
}
