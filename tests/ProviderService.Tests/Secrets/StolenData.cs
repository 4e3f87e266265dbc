using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.Core.Storage;
using ProviderService.Embedded;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Secrets;

/// <summary>A copy of a whole data directory, key file included, in the hands of somebody who has this program too.</summary>
internal sealed class StolenData : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ServiceProvider _services;

    private StolenData(TestService service)
    {
        Copy(service.Files.ToList());
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Embedded:DataDirectory", _directory.Path)]).Build();
        var services = new ServiceCollection().AddLogging().AddEmbeddedBackend(settings);
        _services = services.AddSingleton<KeyRing>().AddSingleton<KeyRingStore>().AddSingleton<KeyRingLoader>().AddSingleton(new KeyNotice(TimeSpan.Zero)).BuildServiceProvider();
    }

    /// <summary>Copies the directory while the service does nothing, and opens what opens.</summary>
    public static async Task<StolenData> TakeAsync(TestService service)
    {
        var stolen = new StolenData(service);
        foreach (var backend in stolen._services.GetServices<IHostedService>().OfType<IHostedLifecycleService>()) await backend.StartingAsync(default);
        await stolen._services.GetRequiredService<KeyRingLoader>().LoadAsync(default);
        return stolen;
    }

    /// <summary>Everything that lies in the directory: files as they are, and every document out of its envelope.</summary>
    public async Task<IReadOnlyList<byte[]>> ReadAsync()
    {
        var found = Directory.EnumerateFiles(_directory.Path, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "lock").Select(ReadFile).ToList();
        var store = _services.GetRequiredService<IDocumentStore>();
        foreach (var change in (await store.ChangesAsync("0", default)).Changes.Where(change => !change.Deleted))
            if (await store.ReadAsync(change.Key, default) is { } stored && stored.Document.Key.Id != "key-ring")
                found.Add(TestService.OpenEnvelope(_services.GetRequiredService<KeyRing>(), stored.Document));
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _directory.Dispose();
    }

    private void Copy(List<string> files)
    {
        var root = Path.GetDirectoryName(files.Single(file => Path.GetFileName(file) == "documents.db"))!;
        foreach (var file in files)
        {
            var copy = _directory.PathOf(Path.GetRelativePath(root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllBytes(copy, ReadFile(file));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static byte[] ReadFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }
}
