using Microsoft.Extensions.Options;
using ProviderService.Core.Secrets;

namespace ProviderService.Secrets;

/// <summary>What credentials need: how long they live, to whom they are sealed, where they are kept.</summary>
internal static class SecretServices
{
    public static IServiceCollection AddSecrets(this IServiceCollection services)
    {
        services.AddOptions<SecretOptions>().BindConfiguration(SecretOptions.Section)
            .Validate(
                secrets => SecretRetention.IsAllowed(SecretRetention.Parse(secrets.Retention)),
                "Secrets:Retention must be hours:minutes:seconds, above zero and at most 48:00:00. Credentials are never kept longer.")
            .ValidateOnStart();
        services.AddSingleton(provider => RetentionOf(provider.GetRequiredService<IOptions<SecretOptions>>().Value));
        return services.AddSingleton<ClusterPublicKeys>(_ => new ClusterPublicKeys()).AddSingleton<SecretStore>().AddSingleton<SecretCensus>();
    }

    private static SecretRetention RetentionOf(SecretOptions secrets) => new(SecretRetention.Parse(secrets.Retention)!.Value);
}
