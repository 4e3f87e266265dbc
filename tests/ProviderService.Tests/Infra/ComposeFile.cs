using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace ProviderService.Tests.Infra;

/// <summary>docker-compose.yml, as far as tests look at it; anchors and merges are resolved.</summary>
internal sealed class ComposeFile
{
    public Dictionary<string, ComposeService> Services { get; set; } = [];

    public Dictionary<string, ComposeNetwork?> Networks { get; set; } = [];

    public static ComposeFile Parse(string text)
    {
        var deserializer = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties().Build();
        return deserializer.Deserialize<ComposeFile>(new MergingParser(new Parser(new StringReader(text))));
    }
}

internal sealed class ComposeService
{
    public string Image { get; set; } = "";

    public object? Build { get; set; }

    public string? User { get; set; }

    public bool ReadOnly { get; set; }

    public List<string> CapDrop { get; set; } = [];

    /// <summary>What the containers are set to; <c>A__B</c> is the setting <c>A:B</c>.</summary>
    public Dictionary<string, string> Environment { get; set; } = [];

    public List<string> Volumes { get; set; } = [];

    public Dictionary<string, ComposeDependency> DependsOn { get; set; } = [];

    public object? Healthcheck { get; set; }

    public string? Restart { get; set; }

    public object? Networks { get; set; }

    /// <summary>Whether it does something once, and ends.</summary>
    public bool IsOneShot => Restart == "no";
}

internal sealed class ComposeDependency
{
    public string Condition { get; set; } = "";
}

internal sealed class ComposeNetwork
{
    public ComposeAddresses Ipam { get; set; } = new();
}

internal sealed class ComposeAddresses
{
    public List<ComposePool> Config { get; set; } = [];
}

internal sealed class ComposePool
{
    public string Subnet { get; set; } = "";

    /// <summary>What the addresses of services are taken from that name none.</summary>
    public string IpRange { get; set; } = "";
}
