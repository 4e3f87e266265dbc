using ProviderService.Embedded;

namespace ProviderService.Hosting;

/// <summary>Where documents and the key-encryption key are kept: the setting <c>Backend</c>.</summary>
internal static class Backend
{
    public static void AddBackend(this WebApplicationBuilder builder)
    {
        builder.Services.AddEmbeddedBackend(builder.Configuration);
        builder.Services.AddHostedService<KeyRingStart>();
    }
}
