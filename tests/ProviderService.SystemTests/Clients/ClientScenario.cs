using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Clients;

/// <summary>
/// What each of Microsoft's clients does against a service that it is only told the address, the token and the authority of: make a cluster;
/// make, read, list, update and delete a configuration at every version that the client has; read an error; list operations. A client is a
/// program that prints <c>PASS version step</c> for what worked and ends with an error at what did not.
/// </summary>
public sealed partial class ClientScenario : IAsyncLifetime
{
    public const string Group = "clients";

    public static readonly IReadOnlyList<string> ClusterSteps = ["cluster created", "cluster read", "cluster updated", "clusters listed", "cluster deleted"];

    public static readonly IReadOnlyList<string> ConfigurationSteps =
    [
        "configuration created", "configuration read", "configurations listed", "configuration updated", "configuration deleted", "error read",
        "operations listed",
    ];

    public static readonly IReadOnlyList<string> Versions =
    [
        "2019-11-01-preview", "2020-07-01-preview", "2020-10-01-preview", "2021-03-01", "2021-05-01-preview", "2021-11-01-preview",
        "2022-01-01-preview", "2022-03-01", "2022-07-01", "2022-11-01", "2023-05-01",
    ];

    private readonly ServiceDirectory _directory = new();
    private ServiceProcess _service = null!;

    public string Endpoint => $"https://localhost:{_service.AddressOf("https").Port}";

    public string TokenFile => Path.Combine(_directory.Data, "admin-token");

    public string Authority => Path.Combine(_directory.Data, "tls", "ca.pem");

    /// <summary>A key whose private half nobody keeps.</summary>
    public string PublicKey { get; } = NewPublicKey();

    /// <summary>A folder for what a client has to write; gone with the service.</summary>
    public string Scratch => _directory.Path;

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceProcess.StartAsync(_directory, "--Authentication:ManagedIdentity=true");
        await _service.Client.SetUpAsync(Arm.Group(Group), Arm.GroupBody());
    }

    /// <summary>What Python's generic client does besides.</summary>
    public static readonly IReadOnlyList<string> GenericSteps = ["groups listed", "resources listed", "cluster read"];

    /// <summary>What <c>az</c> does besides: it signs in by itself, and has commands for groups and providers.</summary>
    public static readonly IReadOnlyList<string> AzSteps =
    [
        "signed in as service principal", "group created", "groups listed", "group deleted", "providers listed", "provider registered",
        "signed in with managed identity", "group read with managed identity",
    ];

    /// <summary>For clients in this process: the service's own authority, and nothing else.</summary>
    public X509ChainPolicy Trust()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(Authority);
        return policy;
    }

    /// <summary>Runs a client.</summary>
    /// <param name="versions">The versions of configurations that it is asked to use.</param>
    /// <param name="program">The program, and what it is started with.</param>
    /// <returns>The versions and steps that passed.</returns>
    /// <exception cref="InvalidOperationException">It ended with an error; the message is what it printed.</exception>
    public async Task<IReadOnlySet<(string Version, string Step)>> RunAsync(IEnumerable<string> versions, params string[] program)
    {
        using var client = new Process { StartInfo = StartInfo(versions, program) };
        client.Start();
        var cancellation = TestContext.Current.CancellationToken;
        var errors = client.StandardError.ReadToEndAsync(cancellation);
        var output = await client.StandardOutput.ReadToEndAsync(cancellation);
        await client.WaitForExitAsync(cancellation);
        if (client.ExitCode != 0) throw new InvalidOperationException($"{program[0]} ended with {client.ExitCode}:\n{output}\n{await errors}");
        return Pass().Matches(output).Select(match => (match.Groups["version"].Value, match.Groups["step"].Value)).ToHashSet();
    }

    /// <summary>Makes a service principal that may do everything.</summary>
    public async Task<(string AppId, string Secret)> AddOwnerAsync()
    {
        const string roles = $"{Arm.Subscription}/providers/Microsoft.Authorization";
        using var made = await _service.Client.PostAsJsonAsync("/admin/v1/servicePrincipals", new { displayName = "owner" }, TestContext.Current.CancellationToken);
        var principal = await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        var assignment = new JsonObject
        {
            ["roleDefinitionId"] = $"{roles}/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
            ["principalId"] = (string)principal!["objectId"]!,
            ["principalType"] = "ServicePrincipal",
        };
        await _service.Client.SetUpAsync($"{roles}/roleAssignments/{Guid.NewGuid()}?api-version=2022-04-01", new JsonObject { ["properties"] = assignment });
        return ((string)principal["appId"]!, (string)principal["secret"]!);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _directory.Dispose();
    }

    private ProcessStartInfo StartInfo(IEnumerable<string> versions, string[] program)
    {
        var start = new ProcessStartInfo(program[0], program[1..])
        {
            WorkingDirectory = Path.Combine(BuiltFiles.RepositoryRoot, "tests", "ProviderService.SystemTests", "Clients"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ENDPOINT"] = Endpoint;
        start.Environment["TOKEN_FILE"] = TokenFile;
        start.Environment["SUBSCRIPTION"] = Guid.Empty.ToString();
        start.Environment["GROUP"] = Group;
        start.Environment["PUBLIC_KEY"] = PublicKey;
        start.Environment["VERSIONS"] = string.Join(' ', versions);
        start.Environment["MSI_ENDPOINT"] = new Uri(_service.AddressOf("http"), "metadata/identity/oauth2/token").AbsoluteUri;
        // How each client's own documentation says that it learns of an authority.
        start.Environment["NODE_EXTRA_CA_CERTS"] = start.Environment["REQUESTS_CA_BUNDLE"] = start.Environment["SSL_CERT_FILE"] = Authority;
        return start;
    }

    private static string NewPublicKey()
    {
        using var key = RSA.Create(2048);
        return Convert.ToBase64String(key.ExportRSAPublicKey());
    }

    [GeneratedRegex("^PASS (?<version>\\S+) (?<step>.+)$", RegexOptions.Multiline)]
    private static partial Regex Pass();
}
