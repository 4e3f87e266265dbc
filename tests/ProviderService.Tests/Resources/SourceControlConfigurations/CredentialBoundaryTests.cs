using ProviderService.Core.Secrets;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Secrets;
using static ProviderService.Tests.Resources.SourceControlConfigurations.CredentialCluster;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

/// <summary>
/// Until when the agent gets what was supplied, with updates of all kinds halfway: three minutes before the end with the purge running, to
/// the last tick without it, and no longer in any case.
/// </summary>
public sealed class CredentialBoundaryTests(TestService service) : IClassFixture<TestService>
{
    private const string Secret = "supplied";

    /// <summary>The oldest version knows no credentials, so that whatever it sends omits them.</summary>
    private static readonly string[] Versions = [ConfigurationBodies.Oldest, "2020-07-01-preview", "2021-03-01", ConfigurationBodies.Newest];

    private static readonly TimeSpan Halfway = SecretRetention.Longest / 2;
    private static readonly ClusterKeyPair Pair = new();

    /// <summary>Ways to update.</summary>
    public enum Update
    {
        None, Omit, SendEmpty, Echo, SendNull, SupplyAgain,
    }

    [Fact]
    public async Task With_the_purge_running_credentials_are_served_at_47_57_and_deleted_by_48_00()
    {
        var (cases, start) = (await CreateAsync(), service.Time.GetUtcNow());
        await UpdateAsync(cases);
        foreach (var age in (TimeSpan[])[SecretRetention.Longest, Halfway + SecretRetention.Longest])
        {
            await PassAsync(start + age - TimeSpan.FromMinutes(3));
            await AssertServedAsync(cases, one => age <= one.End);
            await PassAsync(start + age - TimeSpan.FromMinutes(2));
            await AssertServedAsync(cases, one => age < one.End);
            Assert.Equal(cases.Where(one => age < one.End).Select(one => (one.Name, 2)), await StoredAsync(cases));
        }
    }

    [Fact]
    public async Task With_the_purge_stopped_credentials_are_served_to_the_last_tick_and_refused_at_48_00()
    {
        var (cases, start) = (await CreateAsync(), service.Time.GetUtcNow());
        await UpdateAsync(cases);
        foreach (var age in (TimeSpan[])[SecretRetention.Longest, Halfway + SecretRetention.Longest])
        {
            service.Time.Advance(start + age - TimeSpan.FromTicks(1) - service.Time.GetUtcNow());
            await AssertServedAsync(cases, one => age <= one.End);
            service.Time.Advance(TimeSpan.FromTicks(1));
            await AssertServedAsync(cases, one => age < one.End);
        }
    }

    /// <summary>A way to update at a version, and the cluster that it is done to.</summary>
    private sealed record Case(string Version, Update Update, CredentialCluster Cluster)
    {
        public string Name => $"{Update} at {Version}";

        /// <summary>How long after the first supply credentials are served.</summary>
        public TimeSpan End => (Version, Update) switch
        {
            (ConfigurationBodies.Oldest, _) => SecretRetention.Longest,
            (_, Update.SendNull) => TimeSpan.Zero,
            (_, Update.SupplyAgain) => Halfway + SecretRetention.Longest,
            _ => SecretRetention.Longest,
        };
    }

    private async Task<List<Case>> CreateAsync()
    {
        var cases = new List<Case>();
        foreach (var version in Versions)
        {
            foreach (var update in Enum.GetValues<Update>())
            {
                var cluster = await CredentialCluster.CreateAsync(service, Pair);
                await cluster.PutAsync(Both(SomeHosts));
                cases.Add(new Case(version, update, cluster));
            }
        }

        return cases;
    }

    /// <summary>At half of the life.</summary>
    private async Task UpdateAsync(List<Case> cases)
    {
        service.Time.Advance(Halfway);
        foreach (var (version, update, cluster) in cases)
        {
            if (update == Update.None) continue;
            if (update == Update.Echo) (await cluster.Cluster.PutAsync("cfg", (await cluster.GetAsync(version)).ToJsonString(), version)).EnsureSuccessStatusCode();
            else Assert.Equal(System.Net.HttpStatusCode.OK, await cluster.PutAsync(PropertiesOf(update), version));
        }
    }

    private static string Both(string knownHosts) => $$"""
        "sshKnownHostsContents":"{{knownHosts}}","configurationProtectedSettings":{"token":"{{Secret}}"}
        """;

    private static string PropertiesOf(Update update) => update switch
    {
        Update.SendEmpty => "\"sshKnownHostsContents\":\"\",\"configurationProtectedSettings\":{}",
        Update.SendNull => "\"sshKnownHostsContents\":null,\"configurationProtectedSettings\":null",
        Update.SupplyAgain => Both(OtherHosts),
        _ => "",
    };

    /// <summary>Lets the purge run at the beginning and the end of the time until then; what falls due meanwhile, falls due at the end.</summary>
    private async Task PassAsync(DateTimeOffset until)
    {
        await service.PurgeAsync();
        if (until > service.Time.GetUtcNow()) service.Time.Advance(until - service.Time.GetUtcNow());
        await service.PurgeAsync();
    }

    /// <summary>Protected settings and known_hosts alike.</summary>
    private static async Task AssertServedAsync(List<Case> cases, Func<Case, bool> expected)
    {
        var served = new List<(string, bool, bool)>();
        foreach (var one in cases)
        {
            var configuration = (await one.Cluster.PollAsync())!;
            var text = (string?)configuration["protectedSettings"]!["sealed"];
            served.Add((one.Name, text is not null && Pair.Open(text)["token"] == Secret, configuration["sshKnownHosts"]!["contents"] is not null));
        }

        Assert.Equal(cases.Select(one => (one.Name, expected(one), expected(one))), served);
    }

    private static async Task<List<(string Name, int Count)>> StoredAsync(List<Case> cases)
    {
        var stored = new List<(string Name, int Count)>();
        foreach (var one in cases)
            if (await one.Cluster.StoredAsync() is { Count: > 0 } secrets)
                stored.Add((one.Name, secrets.Count));
        return stored;
    }
}
