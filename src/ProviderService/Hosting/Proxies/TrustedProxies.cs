using System.Net;
using Microsoft.Extensions.Options;

namespace ProviderService.Hosting.Proxies;

/// <summary>The proxies whose word on who calls, and under which name, is taken.</summary>
internal sealed class TrustedProxies(IOptions<ProxyOptions> options)
{
    public IReadOnlyList<IPNetwork> Networks { get; } = [.. options.Value.Trusted.Select(Parse).OfType<IPNetwork>()];

    public bool Contain(IPAddress? address) =>
        address is not null && Networks.Any(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    /// <returns>The network, be it of one address; <see langword="null"/> when the text is neither a network nor an address.</returns>
    public static IPNetwork? Parse(string text)
    {
        if (IPAddress.TryParse(text, out var address)) return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return IPNetwork.TryParse(text, out var network) ? network : null;
    }
}

/// <summary>The settings of <c>Proxy</c>.</summary>
internal sealed class ProxyOptions
{
    public const string Section = "Proxy";

    private const string Key = $"{Section}:{nameof(Trusted)}";

    private static readonly char[] Separators = [',', ';', ' '];

    /// <summary>Addresses and networks in CIDR notation: a JSON array, or one text with commas between them. Empty: no proxy is trusted.</summary>
    public IReadOnlyList<string> Trusted { get; set; } = [];

    public static void Add(IServiceCollection services)
    {
        services.AddOptions<ProxyOptions>().Configure<IConfiguration>((options, configuration) => options.Trusted = Read(configuration.GetSection(Key)))
            .Validate(options => options.Trusted.All(text => TrustedProxies.Parse(text) is not null),
                $"{Key} must list addresses, such as 10.0.0.1, and networks, such as 10.0.0.0/8 (without host bits).")
            .ValidateOnStart();
        services.AddSingleton<TrustedProxies>();
    }

    private static string[] Read(IConfigurationSection section) =>
        [.. section.GetChildren().Select(child => child.Value).Append(section.Value)
            .SelectMany(text => text?.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])];
}
