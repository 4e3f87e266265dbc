using System.Buffers.Binary;

namespace ProviderService.StoreContract.Embedded.Sqlite;

/// <summary>Looks into a write-ahead log (the WAL section of SQLite's file format).</summary>
internal static class WriteAheadLog
{
    private const int HeaderSize = 32;
    private const int FrameHeaderSize = 24;
    private const int PageSizeOffset = 8;
    private const int SizeAfterCommitOffset = 4;

    /// <summary>Counts the frames that end a transaction. Only for a log that was never begun anew.</summary>
    public static int Commits(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var log = new byte[file.Length];
        file.ReadExactly(log);
        var frameSize = FrameHeaderSize + BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(PageSizeOffset));
        var commits = 0;
        for (var frame = HeaderSize; frame + frameSize <= log.Length; frame += frameSize)
        {
            if (BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(frame + SizeAfterCommitOffset)) != 0) commits++;
        }
        return commits;
    }
}
