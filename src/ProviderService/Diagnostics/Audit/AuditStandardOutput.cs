namespace ProviderService.Diagnostics.Audit;

/// <summary>Writes whole lines to the standard output stream.</summary>
internal sealed class AuditStandardOutput : IAuditOutput
{
    private readonly Lock _lock = new();
    private readonly Stream _stream = Console.OpenStandardOutput();

    public void Open()
    {
    }

    public void Append(ReadOnlySpan<byte> line)
    {
        lock (_lock) _stream.Write(line);
    }
}
