using System.Text;
using System.Text.Json;

namespace ProviderService.Diagnostics.Audit;

/// <summary>
/// Keeps the history of writes, refusals and administrative acts: a JSON object a line. A record that could not be written makes the
/// service unready until one can be.
/// </summary>
internal sealed class AuditLog(IAuditOutput output, TimeProvider time, ILoggerFactory loggers)
{
    /// <summary>The log category under which the same lines go to exporters.</summary>
    public const string Category = "ProviderService.Audit";

    private readonly ILogger _category = loggers.CreateLogger(Category);
    private readonly ILogger _logger = loggers.CreateLogger<AuditLog>();
    private volatile bool _failing;

    public bool IsFailing => _failing;

    /// <summary>Writes a record; when this returns it has left the process.</summary>
    public void Write(AuditRecord record)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(record with { Time = time.GetUtcNow().UtcDateTime }, AuditJson.Default.AuditRecord);
        try
        {
            output.Append([.. line, (byte)'\n']);
            _failing = false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _failing = true;
            Log.AuditFailed(_logger, exception);
        }

        if (_category.IsEnabled(LogLevel.Information)) Log.Audited(_category, Encoding.ASCII.GetString(line));
    }
}
