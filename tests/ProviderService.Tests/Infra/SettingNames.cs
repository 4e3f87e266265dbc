using System.Reflection;
using ProviderService.Azure.Cosmos;
using ProviderService.Embedded;
using ProviderService.Hosting.Proxies;

namespace ProviderService.Tests.Infra;

/// <summary>The settings that there are: the properties of all options classes.</summary>
internal static class SettingNames
{
    private static readonly Assembly[] Assemblies = [typeof(ProxyOptions).Assembly, typeof(EmbeddedOptions).Assembly, typeof(CosmosOptions).Assembly];

    /// <summary>What is read by the framework and the libraries, not by us.</summary>
    private static readonly string[] OfOthers = ["Urls", "OTEL_", "SSL_CERT_FILE", "DOTNET_", "AZURE_"];

    private static readonly HashSet<string> Ours =
    [
        .. from type in Assemblies.SelectMany(assembly => assembly.GetTypes())
           where type.Name.EndsWith("Options", StringComparison.Ordinal)
           let section = (string?)type.GetField("Section")?.GetRawConstantValue()
           from property in type.GetProperties()
           where property.CanWrite
           select section is null ? property.Name : $"{section}:{property.Name}",
    ];

    /// <returns>Those environment variables that nobody reads.</returns>
    public static IEnumerable<string> Unknown(IEnumerable<string> variables) => variables
        .Where(name => !OfOthers.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
        .Where(name => !Ours.Contains(name.Replace("__", ":", StringComparison.Ordinal)));
}
