using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ProviderService.Identity;

namespace ProviderService.Hosting.Listening;

/// <summary>Where the service listens: on loopback unless told otherwise.</summary>
internal static class LoopbackListening
{
    private const string DefaultUrls = "http://127.0.0.1:5080;https://127.0.0.1:5443";

    /// <summary>Adds the default addresses, the certificate of HTTPS endpoints that have none, and the rule that keeps local sign-in on loopback.</summary>
    public static void AddLoopbackListening(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<DataDirectory>();
        builder.Services.AddSingleton<LoopbackTls>();
        AddDefaultUrls(builder.Configuration);
        builder.Services.AddOptions<ListeningOptions>().Configure<IConfiguration>((options, configuration) => options.Read(configuration)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ListeningOptions>, ListeningValidator>();
        builder.WebHost.ConfigureKestrel((context, kestrel) =>
        {
            kestrel.ConfigureEndpointDefaults(endpoint => LoopbackOnly.Check(endpoint, IdentityOf(kestrel)));
            if (!HasCertificate(context.Configuration))
                kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = TlsOf(kestrel).Certificate);
        });
    }

    /// <summary>Puts the default below every other source, unless endpoints were set in one of the ways that addresses overrule or warn of.</summary>
    private static void AddDefaultUrls(ConfigurationManager configuration)
    {
        string[] otherWays = [WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey, "Kestrel:Endpoints"];
        if (otherWays.Any(key => configuration.GetSection(key).Exists())) return;
        var source = new MemoryConfigurationSource { InitialData = [new(WebHostDefaults.ServerUrlsKey, DefaultUrls)] };
        configuration.Sources.Insert(0, source);
    }

    private static bool HasCertificate(IConfiguration configuration) => configuration.GetSection("Kestrel:Certificates:Default").Exists();

    private static IdentityOptions IdentityOf(KestrelServerOptions kestrel) =>
        kestrel.ApplicationServices.GetRequiredService<IOptions<IdentityOptions>>().Value;

    // Asked for when an HTTPS endpoint is bound, and not before: reading a configuration must not make files.
    private static LoopbackTls TlsOf(KestrelServerOptions kestrel) => kestrel.ApplicationServices.GetRequiredService<LoopbackTls>();
}
