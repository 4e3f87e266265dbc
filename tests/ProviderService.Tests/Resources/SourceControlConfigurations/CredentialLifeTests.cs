using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Secrets;
using static ProviderService.Tests.Resources.SourceControlConfigurations.CredentialCluster;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

/// <summary>When credentials end: by the clock, by the purge, by another key of the cluster.</summary>
public sealed class CredentialLifeTests(TestService service) : IClassFixture<TestService>, IDisposable
{
    private static readonly string Both = $$"""
        "sshKnownHostsContents":"{{SomeHosts}}","configurationProtectedSettings":{"token":"hunter2"}
        """;

    private readonly ClusterKeyPair _pair = new();

    private IDocumentStore Store => service.Services.GetRequiredService<IDocumentStore>();

    public void Dispose() => _pair.Dispose();

    [Fact]
    public async Task Credentials_are_served_for_47_hours_and_57_minutes_with_the_purge_running()
    {
        var cluster = await CreateAsync(Both);
        service.Time.Advance(new TimeSpan(47, 57, 0));
        await service.PurgeAsync();
        Assert.Equal(("hunter2", SomeHosts), (await cluster.SecretAsync(), await cluster.KnownHostsAsync()));
        Assert.False(await cluster.AsksForCredentialsAsync());
    }

    [Fact]
    public async Task Credentials_are_served_to_the_last_tick_and_refused_at_48_hours_with_the_purge_stopped()
    {
        var cluster = await CreateAsync(Both);
        service.Time.Advance(SecretRetention.Longest - TimeSpan.FromTicks(1));
        Assert.Equal(("hunter2", SomeHosts), (await cluster.SecretAsync(), await cluster.KnownHostsAsync()));
        service.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal((null, ""), (await cluster.SecretAsync(), await cluster.KnownHostsAsync()));
        Assert.True(await cluster.AsksForCredentialsAsync());
        Assert.Equal(2, (await cluster.StoredAsync()).Count);
    }

    [Fact]
    public async Task The_purge_deletes_credentials_before_48_hours_even_if_it_runs_only_in_the_last_but_one_minute()
    {
        var cluster = await CreateAsync(Both);
        service.Time.Advance(new TimeSpan(47, 58, 0));
        await service.PurgeAsync();
        Assert.Empty(await cluster.StoredAsync());
        Assert.Equal((null, ""), (await cluster.SecretAsync(), await cluster.KnownHostsAsync()));
        Assert.All((await cluster.DocumentAsync()).Credentials.All, reference => Assert.True(reference.Expired));
    }

    [Fact]
    public async Task Credentials_that_are_supplied_again_live_48_hours_from_then_on_and_the_others_do_not()
    {
        var cluster = await CreateAsync(Both);
        service.Time.Advance(TimeSpan.FromHours(47));
        await cluster.SupplyAsync("again");
        service.Time.Advance(TimeSpan.FromHours(1));
        await service.PurgeAsync();
        Assert.Equal(("again", ""), (await cluster.SecretAsync(), await cluster.KnownHostsAsync()));
        service.Time.Advance(TimeSpan.FromHours(47));
        Assert.Null(await cluster.SecretAsync());
    }

    [Fact]
    public async Task An_expiry_changes_no_meaning()
    {
        var cluster = await CreateAsync(Both);
        var before = await cluster.DocumentAsync();
        service.Time.Advance(SecretRetention.Longest);
        await service.PurgeAsync();
        await cluster.GetAsync();
        var after = await cluster.DocumentAsync();
        Assert.Equal((before.Generation, before.MeaningChangedAt, before.Revision), (after.Generation, after.MeaningChangedAt, after.Revision));
    }

    [Fact]
    public async Task A_clock_that_is_put_back_brings_nothing_back_that_was_refused_once()
    {
        var cluster = await CreateAsync(Both);
        service.Time.Advance(SecretRetention.Longest);
        await cluster.GetAsync();
        service.Time.AdjustTime(service.Time.GetUtcNow() - SecretRetention.Longest);
        Assert.Equal((null, ""), (await cluster.SecretAsync(), await cluster.KnownHostsAsync()));
    }

    [Fact]
    public async Task Known_hosts_that_are_echoed_after_their_expiry_stay_expired()
    {
        var cluster = await CreateAsync($"\"sshKnownHostsContents\":\"{SomeHosts}\"");
        service.Time.Advance(SecretRetention.Longest);
        await cluster.PutAsync("\"sshKnownHostsContents\":\"\"");
        Assert.Equal("", await cluster.KnownHostsAsync());
        Assert.True(await cluster.AsksForCredentialsAsync());
        Assert.Equal(1, (await cluster.DocumentAsync()).Generation);
    }

    [Fact]
    public async Task Another_key_of_the_cluster_ends_protected_settings_at_once_and_the_purge_deletes_them()
    {
        var cluster = await CreateAsync(Both);
        using var next = new ClusterKeyPair();
        await cluster.Cluster.CreateAgainAsync(next.PublicKey);
        Assert.True(await cluster.AsksForCredentialsAsync());
        Assert.True((await cluster.DocumentAsync()).Credentials.ProtectedSettings!.Expired);
        Assert.Equal(SomeHosts, await cluster.KnownHostsAsync());
        await service.PurgeAsync();
        Assert.Single(await cluster.StoredAsync());
    }

    [Fact]
    public async Task When_the_change_of_the_key_was_cut_off_the_first_reader_has_the_purge_delete_them()
    {
        var cluster = await CreateAsync("\"configurationProtectedSettings\":{\"token\":\"hunter2\"}");
        service.Time.Advance(SecretRetention.Grace);
        await service.PurgeAsync();
        var old = Assert.Single(await cluster.StoredAsync()).Document.Key;
        service.Interception.Matches = key => key == old;
        service.Interception.BeforeWrite = () => throw new StoreUnavailableException("died");
        using var next = new ClusterKeyPair();
        await Assert.ThrowsAsync<HttpRequestException>(() => cluster.Cluster.CreateAgainAsync(next.PublicKey));

        Assert.True(await cluster.AsksForCredentialsAsync());
        await service.PurgeAsync();
        Assert.Empty(await cluster.StoredAsync());
    }

    [Fact]
    public async Task A_key_that_comes_back_brings_nothing_back()
    {
        var cluster = await CreateAsync(Both);
        using var next = new ClusterKeyPair();
        await cluster.Cluster.CreateAgainAsync(next.PublicKey);
        await service.PurgeAsync();
        await cluster.Cluster.CreateAgainAsync(_pair.PublicKey);
        Assert.Null(await cluster.SecretAsync());
        Assert.True(await cluster.AsksForCredentialsAsync());
    }

    [Fact]
    public async Task The_purge_keeps_what_is_current_and_looks_at_it_again_just_before_its_expiry()
    {
        var cluster = await CreateAsync(Both);
        service.Time.Advance(SecretRetention.Grace);
        await service.PurgeAsync();
        var references = (await cluster.DocumentAsync()).Credentials.All.Select(reference => reference.ExpiresAt - TimeSpan.FromMinutes(2));
        Assert.Equal(references, (await cluster.StoredAsync()).Select(secret => secret.Document.DueAt!.Value));
    }

    [Fact]
    public async Task A_secret_that_no_configuration_refers_to_is_deleted_after_ten_minutes_and_not_before()
    {
        var cluster = await CreateAsync("");
        await OrphanAsync(cluster);
        service.Time.Advance(SecretRetention.Grace - TimeSpan.FromTicks(1));
        await service.PurgeAsync();
        Assert.Single(await cluster.StoredAsync());
        service.Time.Advance(TimeSpan.FromTicks(1));
        await service.PurgeAsync();
        Assert.Empty(await cluster.StoredAsync());
    }

    [Theory]
    [InlineData("\"configurationProtectedSettings\":null")]
    [InlineData("\"configurationProtectedSettings\":{\"token\":\"next\"}")]
    public async Task A_secret_that_was_let_go_of_by_a_process_that_died_is_deleted_after_ten_minutes(string properties)
    {
        var cluster = await CreateAsync("\"configurationProtectedSettings\":{\"token\":\"hunter2\"}");
        service.Time.Advance(SecretRetention.Grace);
        await service.PurgeAsync();
        var old = Assert.Single(await cluster.StoredAsync()).Document.Key;
        service.Interception.Matches = key => key == old;
        service.Interception.BeforeDelete = () => throw new StoreUnavailableException("died");
        await cluster.PutAsync(properties);
        Assert.Contains(old, (await cluster.StoredAsync()).Select(secret => secret.Document.Key));
        service.Time.Advance(SecretRetention.Grace);
        await service.PurgeAsync();
        Assert.DoesNotContain(old, (await cluster.StoredAsync()).Select(secret => secret.Document.Key));
    }

    [Fact]
    public async Task A_put_that_loses_its_race_leaves_no_secret_behind()
    {
        var cluster = await CreateAsync("");
        service.Interception.Matches = key => key.Id == "configuration:cfg";
        service.Interception.BeforeWrite = () => cluster.SupplyAsync("fast");
        Assert.Equal(HttpStatusCode.OK, await cluster.SupplyAsync("slow"));
        Assert.Equal("slow", await cluster.SecretAsync());
        Assert.Single(await cluster.StoredAsync());
    }

    [Fact]
    public async Task A_change_of_destination_that_races_with_a_supply_does_not_take_the_credentials_along()
    {
        var cluster = await CreateAsync("");
        service.Interception.Matches = key => key.Id == "configuration:cfg";
        service.Interception.BeforeWrite = () => cluster.SupplyAsync("hunter2");
        using var response = await cluster.Cluster.PutAsync("cfg", """{"repositoryUrl":"https://evil.example/a"}""");
        Assert.Equal("CredentialsMustBeResupplied", await response.ReadErrorCodeAsync());
    }

    [Fact]
    public async Task A_missing_secret_of_either_kind_counts_as_expired()
    {
        foreach (var properties in (string[])[$"\"sshKnownHostsContents\":\"{SomeHosts}\"", "\"configurationProtectedSettings\":{\"token\":\"hunter2\"}"])
        {
            var cluster = await CreateAsync(properties);
            var secret = Assert.Single(await cluster.StoredAsync());
            Assert.False(await cluster.AsksForCredentialsAsync());
            await Store.DeleteAsync(secret.Document.Key, secret.ETag, TestContext.Current.CancellationToken);
            Assert.True(await cluster.AsksForCredentialsAsync());
        }
    }

    [Fact]
    public async Task A_deleted_cluster_takes_its_secrets_along()
    {
        var cluster = await CreateAsync(Both);
        await cluster.Cluster.DeleteAsync();
        await service.SweepAsync();
        Assert.Empty(await cluster.StoredAsync());
    }

    private async Task<CredentialCluster> CreateAsync(string properties)
    {
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        Assert.Equal(HttpStatusCode.Created, await cluster.PutAsync(properties));
        return cluster;
    }

    private async Task OrphanAsync(CredentialCluster cluster) => await service.Services.GetRequiredService<SecretStore>().SupplyAsync(
        new DocumentKey(cluster.Cluster.Id.ToLowerInvariant(), "configuration:cfg"), (await cluster.DocumentAsync()).Uid, "x", null,
        TestContext.Current.CancellationToken);
}
