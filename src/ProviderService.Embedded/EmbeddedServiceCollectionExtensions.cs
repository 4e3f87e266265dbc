using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProviderService.Core.Encryption;
using ProviderService.Core.Storage;
using ProviderService.Embedded.Encryption;
using ProviderService.Embedded.Sqlite;

namespace ProviderService.Embedded;

public static class EmbeddedServiceCollectionExtensions
{
    /// <summary>Keeps documents in SQLite and the key-encryption key in a file. No file is touched before the host starts.</summary>
    /// <param name="services">Gets <see cref="IDocumentStore"/> and <see cref="IKeyWrapper"/>.</param>
    /// <param name="configuration">The root; its section <see cref="EmbeddedOptions.Section"/> is read.</param>
    public static IServiceCollection AddEmbeddedBackend(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<EmbeddedOptions>(configuration.GetSection(EmbeddedOptions.Section));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SqliteDocumentStore>();
        services.AddSingleton<IDocumentStore>(provider => new InstrumentedDocumentStore(
            provider.GetRequiredService<SqliteDocumentStore>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<FileKeyWrapper>();
        services.AddSingleton<IKeyWrapper>(provider => provider.GetRequiredService<FileKeyWrapper>());
        return services.AddHostedService<EmbeddedBackend>();
    }
}
