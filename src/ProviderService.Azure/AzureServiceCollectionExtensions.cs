using Azure.Core;
using Azure.Identity;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ProviderService.Azure.Cosmos;
using ProviderService.Azure.KeyVault;
using ProviderService.Core.Encryption;
using ProviderService.Core.Storage;

namespace ProviderService.Azure;

public static class AzureServiceCollectionExtensions
{
    /// <summary>Keeps documents in Cosmos DB and the key-encryption key in Key Vault. Nothing connects before the host starts.</summary>
    /// <param name="services">Gets <see cref="IDocumentStore"/> and <see cref="IKeyWrapper"/>. A <see cref="TokenCredential"/> that is there is used.</param>
    /// <param name="configuration">The root; the sections <see cref="CosmosOptions.Section"/> and <see cref="KeyVaultOptions.Section"/> are read.</param>
    public static IServiceCollection AddAzureBackend(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        return services.AddCosmos(configuration).AddKeyVault(configuration).AddHostedService<AzureBackend>();
    }

    private static IServiceCollection AddCosmos(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CosmosOptions>().Bind(configuration.GetSection(CosmosOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CosmosOptions>, CosmosOptionsValidator>();
        services.AddSingleton(provider => CosmosClients.Create(Options<CosmosOptions>(provider), provider.GetRequiredService<TokenCredential>()));
        return services.AddSingleton<IDocumentStore>(provider => new InstrumentedDocumentStore(Store(provider), provider.GetRequiredService<TimeProvider>()));
    }

    private static IServiceCollection AddKeyVault(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<KeyVaultOptions>().Bind(configuration.GetSection(KeyVaultOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<KeyVaultOptions>, KeyVaultOptionsValidator>();
        services.AddSingleton(provider => new KeyVaultKey(
            KeyVaultPipeline.Create(Options<KeyVaultOptions>(provider), provider.GetRequiredService<TokenCredential>())));
        return services.AddSingleton<IKeyWrapper, KeyVaultKeyWrapper>();
    }

    private static CosmosDocumentStore Store(IServiceProvider provider)
    {
        var options = Options<CosmosOptions>(provider);
        var container = provider.GetRequiredService<CosmosClient>().GetContainer(options.Database, options.Container);
        return new CosmosDocumentStore(container, provider.GetRequiredService<TimeProvider>());
    }

    private static T Options<T>(IServiceProvider provider)
        where T : class => provider.GetRequiredService<IOptions<T>>().Value;
}
