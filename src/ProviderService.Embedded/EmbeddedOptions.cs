namespace ProviderService.Embedded;

/// <summary>The settings of the embedded backend.</summary>
public sealed class EmbeddedOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Embedded";

    /// <summary>Where everything is kept; relative to the working directory. One service at a time uses it.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>The key-encryption key; <see langword="null"/> or empty for <c>key-encryption-key</c> in the data directory.</summary>
    public string? KeyFile { get; set; }

    internal string KeyFilePath =>
        Path.GetFullPath(string.IsNullOrEmpty(KeyFile) ? Path.Combine(DataDirectory, "key-encryption-key") : KeyFile);
}
