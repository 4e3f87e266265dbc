using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace ProviderService.Embedded.Encryption;

/// <summary>The key-encryption key at rest: 32 random bytes, nothing else, mode 0600.</summary>
internal static class KeyFile
{
    private const int KeySize = 32;

    /// <exception cref="EmbeddedStartException">There is no usable key, and none may be made.</exception>
    public static byte[] ReadOrCreate(string path, bool mayCreate, ILogger logger)
    {
        try
        {
            if (!File.Exists(path)) Create(path, mayCreate, logger);
            PrivateFiles.WarnWhenOpenToOthers(path, logger);
            return Read(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedStartException(
                $"The key-encryption key {path} cannot be used: {exception.Message}",
                $"Let the user that runs the service own it, or set {Setting} to another file.",
                exception);
        }
    }

    private static string Setting => $"{EmbeddedOptions.Section}:{nameof(EmbeddedOptions.KeyFile)}";

    private static byte[] Read(string path)
    {
        var key = File.ReadAllBytes(path);
        if (key.Length == KeySize) return key;
        throw new EmbeddedStartException(
            $"The key-encryption key {path} has {key.Length} bytes, not {KeySize}.", "Restore it from the backup that belongs to this database.");
    }

    /// <summary>The name appears only once the whole key is on the disk, and never replaces another key.</summary>
    private static void Create(string path, bool mayCreate, ILogger logger)
    {
        if (!mayCreate)
            throw new EmbeddedStartException(
                $"There is a database, but its key-encryption key {path} is missing.",
                $"Restore the key file from its backup, or set {Setting} to where it is; to start anew, move the data directory aside.");

        var temporary = $"{path}.{Guid.NewGuid():N}";
        using (var file = PrivateFiles.Open(temporary, FileMode.CreateNew))
        {
            file.Write(RandomNumberGenerator.GetBytes(KeySize));
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: false);
        if (!OperatingSystem.IsWindows()) DirectorySync.Flush(Path.GetDirectoryName(path)!);
        Log.KeyMade(logger, path);
    }
}
