using Microsoft.Data.Sqlite;
using ProviderService.Core.Storage;

namespace ProviderService.Embedded.Sqlite;

/// <summary>Everything that reads the database, on a connection of its own.</summary>
internal sealed class ReadStatements(SqliteConnection connection) : IDisposable
{
    private const int ChangesPageSize = 500;

    private readonly SqliteConnection _connection = connection;

    private readonly Statement _read = new(
        connection, $"SELECT {Content} FROM documents WHERE deleted = 0 AND partition = ?1 AND id = ?2");

    // Nowhere is a limit a parameter: SQLite would plan the statement anew for every value. Rows come as they are asked for.
    private readonly Statement _listFrom = new(
        connection, $"SELECT {Columns} FROM documents WHERE deleted = 0 AND partition = ?1 AND id >= ?2 ORDER BY id");

    private readonly Statement _listAfter = new(
        connection, $"SELECT {Columns} FROM documents WHERE deleted = 0 AND partition = ?1 AND id > ?2 ORDER BY id");

    private readonly Statement _due = new(
        connection,
        $"""
        SELECT {Columns} FROM documents
        WHERE deleted = 0 AND due_at <= ?2 AND substr(id, 1, length(?1)) = ?1 ORDER BY due_at
        """);

    private readonly Statement _changes = new(
        connection,
        $"SELECT sequence, partition, id, write_id, deleted FROM documents WHERE sequence > ?1 ORDER BY sequence LIMIT {ChangesPageSize}");

    private readonly Statement _present = new(connection, "SELECT ifnull(max(sequence), 0) FROM documents");

    private const string Content = "write_id, due_at, expires_at, body";
    private const string Columns = $"partition, id, {Content}";

    public StoredDocument? Read(DocumentKey key)
    {
        using var row = _read.Query(key.Partition, key.Id);
        return row.Read() ? Document(key, row, 0) : null;
    }

    /// <summary>Ids that share a prefix lie together, so the first one without it ends the list; no pattern, hence no escaping.</summary>
    public DocumentPage List(string partition, string idPrefix, string? after, int limit)
    {
        using var row = after is null
            ? _listFrom.Query(partition, idPrefix)
            : _listAfter.Query(partition, after);
        var documents = new List<StoredDocument>();
        while (row.Read() && row.Text(1).StartsWith(idPrefix, StringComparison.Ordinal))
        {
            if (documents.Count == limit) return new DocumentPage(documents, documents[^1].Document.Key.Id);
            documents.Add(Document(row));
        }
        return new DocumentPage(documents, null);
    }

    public IReadOnlyList<StoredDocument> Due(string idPrefix, DateTimeOffset now, int limit)
    {
        using var row = _due.Query(idPrefix, now.UtcTicks);
        var documents = new List<StoredDocument>();
        while (documents.Count < limit && row.Read()) documents.Add(Document(row));
        return documents;
    }

    /// <returns>The changes, and the sequence number of the last.</returns>
    public (IReadOnlyList<DocumentChange> Changes, long Last) Changes(long after)
    {
        using var row = _changes.Query(after);
        var changes = new List<DocumentChange>();
        while (row.Read())
        {
            after = row.Number(0);
            changes.Add(new DocumentChange(new DocumentKey(row.Text(1), row.Text(2)), row.Number(4) == 0 ? row.Text(3) : null));
        }
        return (changes, after);
    }

    /// <returns>The sequence number of the last change.</returns>
    public long Present()
    {
        using var row = _present.Query();
        row.Read();
        return row.Number(0);
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_read, _listFrom, _listAfter, _due, _changes, _present]) statement.Dispose();
        _connection.Dispose();
    }

    private static StoredDocument Document(Row row) => Document(new DocumentKey(row.Text(0), row.Text(1)), row, 2);

    /// <param name="key">What the document is called.</param>
    /// <param name="row">Where the rest of it is.</param>
    /// <param name="column">The first column of the rest.</param>
    private static StoredDocument Document(DocumentKey key, Row row, int column)
    {
        var writeId = row.Text(column);
        var document = new Document(key, writeId, Time(row, column + 1), row.Bytes(column + 3)) { ExpiresAt = Time(row, column + 2) };
        return new StoredDocument(document, writeId);
    }

    private static DateTimeOffset? Time(Row row, int column) =>
        row.IsNull(column) ? null : new DateTimeOffset(row.Number(column), TimeSpan.Zero);
}
