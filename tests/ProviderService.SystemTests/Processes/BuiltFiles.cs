using System.Reflection;

namespace ProviderService.SystemTests.Processes;

/// <summary>Where the build put things; written into this assembly by the build itself.</summary>
internal static class BuiltFiles
{
    /// <summary>The service, built in the same configuration as these tests.</summary>
    public static string ServiceAssembly { get; } = Read("ServiceAssembly");

    /// <summary>The root of the checkout.</summary>
    public static string RepositoryRoot { get; } = Read("RepositoryRoot");

    private static string Read(string key) => typeof(BuiltFiles).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
