namespace ProviderService.Benchmarks.Fleet;

/// <summary>What a simulated fleet is like.</summary>
/// <param name="Agents">How many clusters there are; each has one agent and one configuration.</param>
/// <param name="Seconds">How long configurations are written.</param>
/// <param name="Rate">How many are written a second.</param>
/// <param name="Wait">How many seconds agents prefer to wait.</param>
/// <param name="Connections">How many connections with HTTP/2 and TLS the agents share; 0 for one each with HTTP/1.1.</param>
/// <param name="Attackers">How many connections, which never finish a request, attack while configurations are written a second time.</param>
/// <param name="Url">A service that runs already; by default one is started.</param>
/// <param name="TokenFile">A bearer token that may write there.</param>
/// <param name="Ca">The certificate (PEM) that it is trusted by, if the machine does not trust it.</param>
internal sealed record FleetOptions(
    int Agents = 10_000, double Seconds = 30, double Rate = 100, int Wait = 55, int Connections = 0, int Attackers = 0,
    Uri? Url = null, string? TokenFile = null, string? Ca = null)
{
    public static readonly Dictionary<string, string> Switches = new() { ["--token-file"] = nameof(TokenFile) };
}
