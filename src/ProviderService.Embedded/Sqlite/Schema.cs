using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ProviderService.Embedded.Sqlite;

/// <summary>The tables, and the way to them from every earlier version.</summary>
internal static class Schema
{
    /// <summary>Entry n takes a file from version n (<c>PRAGMA user_version</c>) to n + 1. Entries are added, never changed.</summary>
    public static IReadOnlyList<string> Migrations { get; } =
    [
        // A row is a document or the tombstone of one. Every write gives it a new sequence number, one above the highest, so reading
        // on from a number yields what changed since. The due time of a tombstone is when it may be forgotten.
        """
        CREATE TABLE documents (
            sequence  INTEGER PRIMARY KEY,
            partition TEXT    NOT NULL,
            id        TEXT    NOT NULL,
            write_id  TEXT    NOT NULL,
            due_at    INTEGER,
            deleted   INTEGER NOT NULL,
            body      BLOB    NOT NULL,
            UNIQUE (partition, id)
        ) STRICT;
        CREATE INDEX documents_due ON documents (deleted, due_at) WHERE due_at IS NOT NULL;
        """,
        // The end of a document's life; empty for none.
        "ALTER TABLE documents ADD COLUMN expires_at INTEGER;",
        // SQLite moves rows from page to page, and overwrites what is deleted, but not always what it moved. What does not fit into a
        // page's share of a row, 4,061 bytes at most, it keeps on pages of its own, which stay where they are and are overwritten when
        // they come free. There lies the body of a document that ends, behind a pad of that length.
        """
        CREATE TABLE padded_documents (
            sequence   INTEGER PRIMARY KEY,
            partition  TEXT    NOT NULL,
            id         TEXT    NOT NULL,
            write_id   TEXT    NOT NULL,
            due_at     INTEGER,
            expires_at INTEGER,
            deleted    INTEGER NOT NULL,
            pad        BLOB    NOT NULL,
            body       BLOB    NOT NULL,
            UNIQUE (partition, id)
        ) STRICT;
        INSERT INTO padded_documents
        SELECT sequence, partition, id, write_id, due_at, expires_at, deleted, zeroblob(iif(expires_at IS NULL, 0, 4061)), body
        FROM documents ORDER BY sequence;
        DROP TABLE documents;
        ALTER TABLE padded_documents RENAME TO documents;
        CREATE INDEX documents_due ON documents (deleted, due_at) WHERE due_at IS NOT NULL;
        """,
        // Tombstones lie apart from documents, so that no list has to pass over them; of one name there may be one of each.
        """
        CREATE TABLE parted_documents (
            sequence   INTEGER PRIMARY KEY,
            partition  TEXT    NOT NULL,
            id         TEXT    NOT NULL,
            write_id   TEXT    NOT NULL,
            due_at     INTEGER,
            expires_at INTEGER,
            deleted    INTEGER NOT NULL,
            pad        BLOB    NOT NULL,
            body       BLOB    NOT NULL,
            UNIQUE (deleted, partition, id)
        ) STRICT;
        INSERT INTO parted_documents
        SELECT sequence, partition, id, write_id, due_at, expires_at, deleted, pad, body FROM documents ORDER BY sequence;
        DROP TABLE documents;
        ALTER TABLE parted_documents RENAME TO documents;
        CREATE INDEX documents_due ON documents (deleted, due_at) WHERE due_at IS NOT NULL;
        """,
    ];

    /// <summary>Before anything in the file is touched.</summary>
    /// <exception cref="EmbeddedStartException">A newer program wrote the file.</exception>
    public static void RefuseNewer(SqliteConnection connection)
    {
        var version = Version(connection);
        if (version > Migrations.Count)
            throw new EmbeddedStartException(
                $"The database {connection.DataSource} has version {version}, and this program knows {Migrations.Count} at most.",
                "Run the program that wrote it or a newer one, or restore a backup from before the update.");
    }

    /// <summary>Brings a file to the newest version, each step in a transaction of its own.</summary>
    public static void Migrate(SqliteConnection connection, IReadOnlyList<string> migrations)
    {
        for (var version = Version(connection); version < migrations.Count; version++) Apply(connection, migrations[version], version + 1);
    }

    private static int Version(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Apply(SqliteConnection connection, string migration, int version)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.CommandText = $"{migration}; PRAGMA user_version = {version}";
        command.ExecuteNonQuery();
        transaction.Commit();
    }
}
