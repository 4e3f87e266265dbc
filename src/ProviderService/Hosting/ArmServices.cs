using ProviderService.Core.Documents;
using ProviderService.Hosting.Paging;
using ProviderService.Hosting.Proxies;

namespace ProviderService.Hosting;

/// <summary>What every resource type stands on.</summary>
internal static class ArmServices
{
    public static IServiceCollection AddArm(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<SealedDocuments>();
        services.AddOptions<PublicUrlOptions>().BindConfiguration("")
            .Validate(options => options.IsUsable, "PublicUrl must be an absolute http or https URL without user, query and fragment.").ValidateOnStart();
        services.AddSingleton<PublicUrl>();
        ProxyOptions.Add(services);
        services.AddSingleton<SkipTokens>().AddSingleton<Pager>();
        services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        return services;
    }
}
