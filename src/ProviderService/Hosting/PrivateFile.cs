namespace ProviderService.Hosting;

/// <summary>Files that only the user who runs the service can read.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerEnters = OwnerReadsAndWrites | UnixFileMode.UserExecute;

    /// <summary>Writes a file (mode 0600) and what is missing of its directories (0700). Readers see the old text or the new one, never a part.</summary>
    public static void Replace(string path, string text)
    {
        CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        try
        {
            Write(draft, text);
            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>Opens a file (mode 0600) at its end, and makes what is missing of its directories (0700). What is written is not held back in the process.</summary>
    public static FileStream Append(string path)
    {
        CreateDirectory(Path.GetDirectoryName(path)!);
        var options = Options(FileMode.OpenOrCreate, FileAccess.ReadWrite);
        (options.Share, options.BufferSize) = (FileShare.ReadWrite | FileShare.Delete, 0);
        var stream = new FileStream(path, options);
        stream.Seek(0, SeekOrigin.End);
        return stream;
    }

    private static void CreateDirectory(string path)
    {
        // Windows has no modes; there a directory inherits the protection of the user's profile.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerEnters);
    }

    private static void Write(string path, string text)
    {
        using var stream = new FileStream(path, Options(FileMode.CreateNew, FileAccess.Write));
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }

    private static FileStreamOptions Options(FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerReadsAndWrites;
        return options;
    }
}
