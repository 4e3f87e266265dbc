using ProviderService.Embedded;

namespace ProviderService.Hosting;

/// <summary>Where documents and the key-encryption key are kept: the setting <c>Backend</c>.</summary>
internal static class Backend
{
    private const string Embedded = "Embedded";

    public static void AddBackend(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<BackendOptions>().BindConfiguration("")
            .Validate(options => options.Backend.Equals(Embedded, StringComparison.OrdinalIgnoreCase), $"Backend must be '{Embedded}'.").ValidateOnStart();
        builder.Services.AddEmbeddedBackend(builder.Configuration);
    }

    private sealed class BackendOptions
    {
        public string Backend { get; set; } = Embedded;
    }
}
