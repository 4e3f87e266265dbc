using Microsoft.Data.Sqlite;
using ProviderService.Core.Storage;

namespace ProviderService.Embedded.Sqlite;

/// <summary>Everything that reads the database, on a connection of its own.</summary>
internal sealed class ReadStatements(SqliteConnection connection) : IDisposable
{
    private const int ChangesPageSize = 500;

    private readonly SqliteConnection _connection = connection;

    private readonly Statement _read = new(
        connection, $"SELECT {Columns} FROM documents WHERE partition = $partition AND id = $id AND NOT deleted", "$partition", "$id");

    private readonly Statement _listFrom = new(
        connection,
        $"SELECT {Columns} FROM documents WHERE partition = $partition AND id >= $from AND NOT deleted ORDER BY id LIMIT $limit",
        "$partition", "$from", "$limit");

    private readonly Statement _listAfter = new(
        connection,
        $"SELECT {Columns} FROM documents WHERE partition = $partition AND id > $after AND NOT deleted ORDER BY id LIMIT $limit",
        "$partition", "$after", "$limit");

    private readonly Statement _due = new(
        connection,
        $"""
        SELECT {Columns} FROM documents
        WHERE deleted = 0 AND due_at <= $now AND substr(id, 1, length($prefix)) = $prefix ORDER BY due_at LIMIT $limit
        """,
        "$prefix", "$now", "$limit");

    private readonly Statement _changes = new(
        connection,
        "SELECT sequence, partition, id, deleted FROM documents WHERE sequence > $after ORDER BY sequence LIMIT $limit",
        "$after", "$limit");

    private readonly Statement _present = new(connection, "SELECT ifnull(max(sequence), 0) FROM documents");

    private const string Columns = "partition, id, write_id, due_at, body";

    public StoredDocument? Read(DocumentKey key)
    {
        using var row = _read.Query(key.Partition, key.Id);
        return row.Read() ? Document(row) : null;
    }

    /// <summary>Ids that share a prefix lie together, so the first one without it ends the list; no pattern, hence no escaping.</summary>
    public DocumentPage List(string partition, string idPrefix, string? after, int limit)
    {
        using var row = after is null
            ? _listFrom.Query(partition, idPrefix, limit + 1L)
            : _listAfter.Query(partition, after, limit + 1L);
        var documents = new List<StoredDocument>();
        while (row.Read() && row.GetString(1).StartsWith(idPrefix, StringComparison.Ordinal))
        {
            if (documents.Count == limit) return new DocumentPage(documents, documents[^1].Document.Key.Id);
            documents.Add(Document(row));
        }
        return new DocumentPage(documents, null);
    }

    public IReadOnlyList<StoredDocument> Due(string idPrefix, DateTimeOffset now, int limit)
    {
        using var row = _due.Query(idPrefix, now.UtcTicks, limit);
        var documents = new List<StoredDocument>();
        while (row.Read()) documents.Add(Document(row));
        return documents;
    }

    /// <returns>The changes, and the sequence number of the last.</returns>
    public (IReadOnlyList<DocumentChange> Changes, long Last) Changes(long after)
    {
        using var row = _changes.Query(after, ChangesPageSize);
        var changes = new List<DocumentChange>();
        while (row.Read())
        {
            after = row.GetInt64(0);
            changes.Add(new DocumentChange(new DocumentKey(row.GetString(1), row.GetString(2)), row.GetBoolean(3)));
        }
        return (changes, after);
    }

    /// <returns>The sequence number of the last change.</returns>
    public long Present()
    {
        using var row = _present.Query();
        row.Read();
        return row.GetInt64(0);
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_read, _listFrom, _listAfter, _due, _changes, _present]) statement.Dispose();
        _connection.Dispose();
    }

    private static StoredDocument Document(SqliteDataReader row)
    {
        var writeId = row.GetString(2);
        DateTimeOffset? dueAt = row.IsDBNull(3) ? null : new DateTimeOffset(row.GetInt64(3), TimeSpan.Zero);
        var document = new Document(new DocumentKey(row.GetString(0), row.GetString(1)), writeId, dueAt, row.GetFieldValue<byte[]>(4));
        return new StoredDocument(document, writeId);
    }
}
