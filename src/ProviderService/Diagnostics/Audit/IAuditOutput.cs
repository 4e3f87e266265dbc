namespace ProviderService.Diagnostics.Audit;

/// <summary>Where the lines of the audit log go.</summary>
internal interface IAuditOutput
{
    /// <summary>Makes ready for the first line, so that what would stop it stops the start instead.</summary>
    void Open();

    /// <summary>Hands a line over to the operating system: it outlives the process, if not a power cut.</summary>
    /// <param name="line">The line, its line feed included.</param>
    void Append(ReadOnlySpan<byte> line);
}
