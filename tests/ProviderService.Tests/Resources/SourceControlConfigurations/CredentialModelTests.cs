using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;
using ProviderService.Resources.SourceControlConfigurations;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

/// <summary>
/// Random requests, each of which another one overtakes between its read and one of its writes. Whatever the order: no repository meets
/// the credential of another, none outlives its 48 hours, and nothing is missing without a word.
/// </summary>
public sealed class CredentialModelTests(TestService service) : IClassFixture<TestService>
{
    private static readonly string[] Repositories = ["https://a.example/r", "https://b.example/r"];
    private static readonly string[] Targets = ["configuration:", SecretStore.Prefix, "cluster"];

    private static readonly ClusterKeyPair[] Pairs = [new(), new()];

    private enum Kind
    {
        Supply, Omit, Remove, Delete, Rotate, Recreate, Purge, Wait,
    }

    /// <summary>A request, and the one that comes between it and its first write to a document of some kind.</summary>
    private sealed record Step(Kind Kind, int Choice, Kind Overtaker, int OvertakerChoice, string Target);

    private static readonly Gen<Kind> Kinds = Gen.Int[0, 11].Select(number => (Kind)Math.Max(0, number - 4));

    private static readonly Gen<Step[]> Steps = Gen.Select(Kinds, Gen.Int[0, 1], Kinds, Gen.Int[0, 1], Gen.OneOf(Targets))
        .Select((kind, choice, overtaker, other, target) => new Step(kind, choice, overtaker, other, target)).Array[1, 12];

    [Fact]
    public async Task No_order_of_requests_lets_a_credential_stray_or_outlive_its_time() => await Steps.SampleAsync(
        async steps =>
        {
            var cluster = await CredentialCluster.CreateAsync(service, Pairs[0]);
            foreach (var step in steps)
            {
                service.Interception.Matches = key => key.Id.StartsWith(step.Target, StringComparison.Ordinal);
                service.Interception.BeforeWrite = () => DoAsync(cluster, step.Overtaker, step.OvertakerChoice);
                await DoAsync(cluster, step.Kind, step.Choice);
                service.Interception.BeforeWrite = null;
                await CheckAsync(cluster);
            }

            await CheckEndAsync(cluster);
        },
        iter: 60, threads: 1);

    private async Task DoAsync(CredentialCluster cluster, Kind kind, int choice)
    {
        var repository = Repositories[choice];
        var body = kind switch
        {
            Kind.Supply => $$"""{"repositoryUrl":"{{repository}}","configurationProtectedSettings":{"for":"{{repository}}"} }""",
            Kind.Omit => $$"""{"repositoryUrl":"{{repository}}","configurationProtectedSettings":{} }""",
            Kind.Remove => $$"""{"repositoryUrl":"{{repository}}","configurationProtectedSettings":null}""",
            _ => null,
        };
        if (body is not null) (await cluster.Cluster.PutAsync("cfg", body)).Dispose();
        else await DoOtherAsync(cluster, kind, choice);
    }

    private async Task DoOtherAsync(CredentialCluster cluster, Kind kind, int choice)
    {
        var group = cluster.Cluster;
        if (kind == Kind.Delete) (await group.DeleteAsync("cfg")).Dispose();
        else if (kind == Kind.Rotate) await TryCreateAsync(cluster, choice);
        else if (kind == Kind.Purge) await service.PurgeAsync();
        else if (kind == Kind.Wait) service.Time.Advance(choice == 0 ? SecretRetention.Grace : TimeSpan.FromHours(30));
        else if (kind == Kind.Recreate)
        {
            (await group.SendAsync(HttpMethod.Delete, group.Id, ConnectedClusters.TestCluster.ApiVersion)).Dispose();
            await service.SweepAsync();
            await TryCreateAsync(cluster, choice);
        }
    }

    /// <summary>A cluster that is being deleted may not be written.</summary>
    private static async Task TryCreateAsync(CredentialCluster cluster, int choice)
    {
        var body = $$$"""{"location":"eastus","identity":{"type":"None"},"properties":{"agentPublicKeyCertificate":"{{{Pairs[choice].PublicKey}}}"}}""";
        (await cluster.Cluster.SendAsync(HttpMethod.Put, cluster.Cluster.Id, ConnectedClusters.TestCluster.ApiVersion, body)).Dispose();
    }

    /// <summary>What an agent with the cluster's key could get now is what the present repository was given.</summary>
    private async Task CheckAsync(CredentialCluster cluster)
    {
        using var read = await cluster.Cluster.GetAsync("cfg");
        if (!read.IsSuccessStatusCode) return;
        var (configuration, now) = (await cluster.DocumentAsync(), service.Time.GetUtcNow());
        foreach (var pair in Pairs)
        {
            if (configuration.Credentials.ProtectedSettings is not { } reference || !reference.IsHeld(now, pair.Thumbprint)) continue;
            Assert.InRange(now - reference.SuppliedAt, TimeSpan.Zero, SecretRetention.Longest - TimeSpan.FromTicks(1));
            var content = await service.Services.GetRequiredService<SecretStore>()
                .ReadAsync(KeyOf(cluster), configuration.Uid, reference, TestContext.Current.CancellationToken);
            Assert.Equal(configuration.Settings.RepositoryUrl, pair.Open(content!)["for"]);
        }
    }

    /// <summary>Ten minutes later a purge leaves only what the configuration refers to, and 48 hours later nothing.</summary>
    private async Task CheckEndAsync(CredentialCluster cluster)
    {
        service.Time.Advance(SecretRetention.Grace);
        await service.PurgeAsync();
        using var read = await cluster.Cluster.GetAsync("cfg");
        var referred = read.IsSuccessStatusCode ? (await cluster.DocumentAsync()).Credentials : CredentialReferences.None;
        Assert.Equal(
            referred.All.Where(reference => !reference.Expired).Select(reference => reference.Id),
            (await cluster.StoredAsync()).Select(secret => SecretStore.IdOf(secret.Document.Key)));
        service.Time.Advance(SecretRetention.Longest);
        await service.PurgeAsync();
        Assert.Empty(await cluster.StoredAsync());
    }

    private static DocumentKey KeyOf(CredentialCluster cluster) => new(cluster.Cluster.Id.ToLowerInvariant(), "configuration:cfg");
}
