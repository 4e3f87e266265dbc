using Microsoft.Extensions.Options;
using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;

namespace ProviderService.Keys;

/// <summary>The data keys: loaded at the start, read anew, changed, retired.</summary>
internal static class KeyServices
{
    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddOptions<KeyOptions>().BindConfiguration(KeyOptions.Section)
            .Validate(keys => keys.Notice > TimeSpan.Zero, "Keys:Notice must be longer than no time.")
            .Validate(keys => keys.RetiredKeyLife >= TimeSpan.Zero, "Keys:RetiredKeyLife must not be negative.").ValidateOnStart();
        services.AddSingleton(provider => new KeyNotice(provider.GetRequiredService<IOptions<KeyOptions>>().Value.Notice));
        services.AddSingleton<KeyRing>().AddSingleton<KeyRingStore>().AddSingleton<KeyRingLoader>().AddSingleton<KeyRingUpkeep>();
        services.AddSingleton<DocumentResealing>().AddSingleton<ResealDocuments>();
        return services.AddHostedService<KeyRingStart>().AddHostedService<KeyRingRefresh>().AddHostedService<KeyRingSchedule>();
    }
}
