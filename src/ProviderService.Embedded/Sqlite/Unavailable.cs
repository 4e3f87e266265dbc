using Microsoft.Data.Sqlite;
using ProviderService.Core.Storage;

namespace ProviderService.Embedded.Sqlite;

internal static class Unavailable
{
    /// <summary>Disk full, an I/O error, a lock of another program: what is outside the program. Anything else stays what it is.</summary>
    public static Exception Because(Exception exception) => exception is SqliteException sqlite
        ? new StoreUnavailableException($"The database did not do it (SQLite error {sqlite.SqliteExtendedErrorCode}).", sqlite)
        : exception;
}
