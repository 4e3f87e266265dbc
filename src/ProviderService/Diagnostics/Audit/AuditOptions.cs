namespace ProviderService.Diagnostics.Audit;

/// <summary>The settings of <c>Audit</c>.</summary>
internal sealed class AuditOptions
{
    public const string Section = "Audit";

    /// <summary>Where records go.</summary>
    public AuditDestination Output { get; set; } = AuditDestination.File;

    /// <summary>Bytes of a file, at most; the next record begins another.</summary>
    public long FileSize { get; set; } = 64 * 1024 * 1024;

    /// <summary>The most files that are kept; the oldest goes when another is needed.</summary>
    public int Files { get; set; } = 8;
}

internal enum AuditDestination
{
    /// <summary><c>audit.jsonl</c> in the data directory.</summary>
    File,

    /// <summary>The standard output stream, for whoever collects it.</summary>
    StandardOutput,
}
