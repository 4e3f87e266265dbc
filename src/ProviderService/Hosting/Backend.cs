using ProviderService.Azure;
using ProviderService.Embedded;

namespace ProviderService.Hosting;

/// <summary>Where documents and the key-encryption key are kept: the setting <c>Backend</c>.</summary>
internal static class Backend
{
    private const string Embedded = "Embedded";

    private static readonly Dictionary<string, Func<IServiceCollection, IConfiguration, IServiceCollection>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [Embedded] = EmbeddedServiceCollectionExtensions.AddEmbeddedBackend,
        ["Azure"] = AzureServiceCollectionExtensions.AddAzureBackend,
    };

    public static void AddBackend(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<BackendOptions>().BindConfiguration("")
            .Validate(options => Known.ContainsKey(options.Backend), $"Backend must be {string.Join(" or ", Known.Keys.Select(name => $"'{name}'"))}.").ValidateOnStart();
        var add = Known.GetValueOrDefault(builder.Configuration[nameof(BackendOptions.Backend)] ?? Embedded, Known[Embedded]);
        add(builder.Services, builder.Configuration);
    }

    private sealed class BackendOptions
    {
        public string Backend { get; set; } = Embedded;
    }
}
