namespace ProviderService.Tests;

/// <summary>A directory of one test, which is gone after it.</summary>
internal sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("provider-service-").FullName;

    public string PathOf(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Path, .. names]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
