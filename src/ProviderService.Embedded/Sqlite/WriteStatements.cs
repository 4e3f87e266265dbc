using Microsoft.Data.Sqlite;
using ProviderService.Core.Storage;
using SQLitePCL;

namespace ProviderService.Embedded.Sqlite;

/// <summary>Everything that changes the database, on the one connection that does.</summary>
internal sealed class WriteStatements(SqliteConnection connection) : IDisposable
{
    /// <summary>Keeps the body of a document that ends off the pages whose rows are moved about, see <see cref="Schema.Migrations"/>.</summary>
    private const string Pad = "zeroblob(iif(?5 IS NULL, 0, 4061))";

    private readonly Statement _begin = new(connection, "BEGIN IMMEDIATE");
    private readonly Statement _commit = new(connection, "COMMIT");
    private readonly Statement _rollBack = new(connection, "ROLLBACK");
    private readonly Statement _checkpoint = new(connection, "PRAGMA wal_checkpoint(TRUNCATE)");

    private readonly Statement _create = new(
        connection,
        $"""
        INSERT INTO documents (sequence, partition, id, write_id, due_at, expires_at, deleted, pad, body)
        VALUES ((SELECT ifnull(max(sequence), 0) + 1 FROM documents), ?1, ?2, ?3, ?4, ?5, 0, {Pad}, ?6)
        ON CONFLICT (deleted, partition, id) DO UPDATE SET
            sequence = excluded.sequence, write_id = excluded.write_id, due_at = excluded.due_at, expires_at = excluded.expires_at,
            pad = excluded.pad, body = excluded.body
        WHERE expires_at <= ?7
        """);

    private readonly Statement _update = new(
        connection,
        $"""
        UPDATE documents
        SET sequence = (SELECT max(sequence) + 1 FROM documents), write_id = ?3, due_at = ?4, expires_at = ?5, pad = {Pad}, body = ?6
        WHERE deleted = 0 AND partition = ?1 AND id = ?2 AND write_id = ?7
        """);

    // The tombstone of an earlier document of the name gives way.
    private readonly Statement _delete = new(
        connection,
        """
        UPDATE OR REPLACE documents
        SET sequence = (SELECT max(sequence) + 1 FROM documents), due_at = ?4, expires_at = NULL, deleted = 1, pad = x'', body = x''
        WHERE deleted = 0 AND partition = ?1 AND id = ?2 AND write_id = ?3
        """);

    // The newest row stays whatever it is: it holds the sequence number that the next one follows.
    private readonly Statement _forget = new(
        connection,
        "DELETE FROM documents WHERE deleted = 1 AND due_at <= ?1 AND sequence < (SELECT max(sequence) FROM documents)");

    private readonly Dictionary<DocumentKey, StoredDocument?> _changed = [];

    /// <summary>What the transaction leaves of what it changed, <see langword="null"/> for what it deleted; from its beginning until the next
    /// one's.</summary>
    public IReadOnlyDictionary<DocumentKey, StoredDocument?> Changed => _changed;

    /// <summary>Whether a document was deleted whose content may still be in the write-ahead log.</summary>
    public bool LogHoldsDeleted { get; private set; }

    public void Begin()
    {
        _changed.Clear();
        _begin.Execute();
    }

    public void Commit() => _commit.Execute();

    /// <summary>Some errors roll the transaction back by themselves.</summary>
    public void RollBack()
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0) _rollBack.Execute();
    }

    public bool Create(Document document, DateTimeOffset now) =>
        _create.Execute([.. Values(document), now.UtcTicks]) == 1 && Note(document.Key, document);

    public bool Update(Document document, string expected) =>
        _update.Execute([.. Values(document), expected]) == 1 && Note(document.Key, document);

    public bool Delete(DocumentKey key, string expected, DateTimeOffset forgetAt) =>
        _delete.Execute(key.Partition, key.Id, expected, forgetAt.UtcTicks) == 1 && (LogHoldsDeleted = Note(key, null));

    /// <summary>Removes the tombstones whose time has come.</summary>
    public void Forget(DateTimeOffset now) => _forget.Execute(now.UtcTicks);

    /// <summary>Moves the write-ahead log into the database and empties it. Outside a transaction.</summary>
    /// <returns><see langword="false"/> when a read that went on for long kept it from being emptied.</returns>
    public bool Checkpoint()
    {
        using var row = _checkpoint.Query();
        var isEmpty = row.Read() && row.Number(0) == 0;
        LogHoldsDeleted &= !isEmpty;
        return isEmpty;
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_begin, _commit, _rollBack, _checkpoint, _create, _update, _delete, _forget]) statement.Dispose();
        connection.Dispose();
    }

    private bool Note(DocumentKey key, Document? document)
    {
        _changed[key] = document is null ? null : new StoredDocument(AsRead(document), document.WriteId);
        return true;
    }

    /// <summary>The body of the caller, who may use it for something else.</summary>
    private static Document AsRead(Document document) => document with
    {
        Body = document.Body.ToArray(),
        DueAt = document.DueAt?.ToUniversalTime(),
        ExpiresAt = document.ExpiresAt?.ToUniversalTime(),
    };

    private static object?[] Values(Document document) =>
        [document.Key.Partition, document.Key.Id, document.WriteId, document.DueAt?.UtcTicks, document.ExpiresAt?.UtcTicks, document.Body];
}
