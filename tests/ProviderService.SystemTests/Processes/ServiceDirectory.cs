namespace ProviderService.SystemTests.Processes;

/// <summary>A fresh directory that a service runs in, one process after another; removed when it is disposed of.</summary>
public sealed class ServiceDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("provider-service-").FullName;

    /// <summary>Everything that the embedded backend keeps.</summary>
    public string Data => System.IO.Path.Combine(Path, "data");

    /// <summary>Where the service puts temporary files.</summary>
    public string Temporary => Directory.CreateDirectory(System.IO.Path.Combine(Path, "tmp")).FullName;

    /// <summary>Whether the runtime puts the socket of its diagnostics among the temporary files.</summary>
    public bool HasDiagnosticPort { get; init; }

    /// <summary>Every file that the service has left, wherever.</summary>
    public IReadOnlyList<string> Files => Directory.GetFiles(Path, "*", SearchOption.AllDirectories);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
