using System.Runtime.InteropServices;

namespace ProviderService.StoreContract.Embedded.Sqlite;

/// <summary>No file of this process may grow beyond a size: the nearest to a full disk that a test can bring about (setrlimit(2)).</summary>
internal static class FileSizeLimit
{
    private const int FileSize = 1;
    private const int FileSizeExceeded = 25;
    private const nint Ignore = 1;

    /// <returns>Dispose of it to lift the limit.</returns>
    public static IDisposable Set(long bytes)
    {
        // Without this the signal ends the process, where the call should fail with EFBIG.
        _ = Signal(FileSizeExceeded, Ignore);
        Assert.Equal(0, GetLimit(FileSize, out var before));
        Assert.Equal(0, SetLimit(FileSize, before with { Soft = (ulong)bytes }));
        return new Restore(before);
    }

    private sealed class Restore(Limit before) : IDisposable
    {
        public void Dispose() => Assert.Equal(0, SetLimit(FileSize, before));
    }

    [StructLayout(LayoutKind.Sequential)]
    private record struct Limit(ulong Soft, ulong Hard);

    [DllImport("libc", EntryPoint = "signal")]
    private static extern nint Signal(int signal, nint handler);

    [DllImport("libc", EntryPoint = "getrlimit")]
    private static extern int GetLimit(int resource, out Limit limit);

    [DllImport("libc", EntryPoint = "setrlimit")]
    private static extern int SetLimit(int resource, in Limit limit);
}
