using Microsoft.Extensions.Logging;

namespace ProviderService.Embedded;

/// <summary>The directory of one running service, locked for as long as this lives. The kernel drops the lock of a process that dies.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    public string DatabasePath => System.IO.Path.Combine(Path, "documents.db");

    /// <summary>Makes the directory when there is none, and takes the lock.</summary>
    /// <exception cref="EmbeddedStartException">It cannot be written, or another service uses it.</exception>
    public static DataDirectory Open(string path, ILogger logger)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            Create(path);
            PrivateFiles.WarnWhenOpenToOthers(path, logger);
            return new DataDirectory(path, PrivateFiles.Open(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate));
        }
        catch (IOException exception) when (IsHeldByAnother(exception))
        {
            throw new EmbeddedStartException(
                $"Another service uses the data directory {path}.", $"Stop it, or set {Setting} to another directory.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedStartException(
                $"The data directory {path} cannot be written: {exception.Message}",
                $"Let the user that runs the service own it, or set {Setting} to another directory.",
                exception);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static string Setting => $"{EmbeddedOptions.Section}:{nameof(EmbeddedOptions.DataDirectory)}";

    private static void Create(string path)
    {
        if (Directory.Exists(path)) return;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            DirectorySync.Flush(System.IO.Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>ERROR_SHARING_VIOLATION, or EWOULDBLOCK of flock(2).</summary>
    private static bool IsHeldByAnother(IOException exception) =>
        exception.HResult == (OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : OperatingSystem.IsMacOS() ? 35 : 11);
}
