using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ProviderService.Azure.Cosmos;
using ProviderService.Core.Storage;
using ProviderService.Embedded.Sqlite;
using ProviderService.Jobs;
using ProviderService.Resources.RoleDefinitions;
using ProviderService.Tests.Agents;
using ProviderService.Tests.Agents.Reports;
using ProviderService.Tests.Architecture;
using ProviderService.Tests.Hostile;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Identity.Authorization;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Docs;

/// <summary>SECURITY.md lists what is stored in clear. Who adds a field to what stores see meets these tests first.</summary>
public sealed partial class ClearFieldsTests
{
    [Fact]
    public void The_table_names_what_every_document_shows() =>
        Assert.Equal(["partition", "document id", "write id", "due time", "end of life"], Rows("every document"));

    [Fact]
    public void A_document_shows_a_store_no_more_than_that()
    {
        var shown = typeof(DocumentKey).GetProperties().Concat(typeof(Document).GetProperties()).Select(property => property.Name);
        Assert.Equal(["Partition", "Id", "WriteId", "DueAt", "ExpiresAt"], shown.Except([nameof(Document.Key), nameof(Document.Body)]));
    }

    [Fact]
    public async Task The_database_has_one_table_with_a_column_for_each_and_three_of_its_own()
    {
        using var directory = new TempDirectory();
        var path = Path.Combine(directory.Path, "documents.db");
        await using var store = new SqliteDocumentStore(TimeProvider.System, NullLogger<SqliteDocumentStore>.Instance);
        store.Open(path);
        Assert.Equal(["sequence number", "deleted flag", "pad"], Rows("SQLite").SelectMany(row => row.Split(", ")));
        Assert.Equal(
            ["documents.sequence", "documents.partition", "documents.id", "documents.write_id", "documents.due_at", "documents.expires_at", "documents.deleted", "documents.pad", "documents.body"],
            Columns(path));
    }

    [Fact]
    public void An_item_of_Cosmos_DB_has_a_member_for_each_and_two_of_its_own()
    {
        Assert.Equal(["deleted flag", "ttl"], Rows("Cosmos DB").SelectMany(row => row.Split(", ")));
        var written = typeof(CosmosItem).GetProperties().Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition != JsonIgnoreCondition.Always);
        Assert.Equal(["Id", "Partition", "WriteId", "DueAt", "ExpiresAt", "Deleted", "Ttl", "Body", "ETag"], written.Select(property => property.Name));
    }

    /// <summary>A service that was used shows no kind of document but those of the table, and every one of them.</summary>
    [Fact]
    public async Task The_table_of_kinds_names_every_kind_that_ids_show()
    {
        await using var service = new TestService();
        using var pair = new ClusterKeyPair();
        using var agent = await TestAgent.CreateAsync(service, pair);
        await agent.InstallAsync("cfg", ReportingAgent.Installed);
        await agent.Cluster.PutAsync("cfg", """{"configurationProtectedSettings":{"token":"a"}}""");
        (await service.SignedIn().CallAsync(
            HttpMethod.Post, $"{TestService.Subscription}/providers/Microsoft.Kubernetes/unregister", "2021-04-01")).EnsureSuccessStatusCode();
        await service.Services.GetRequiredService<SharedPurge>().RunAsync(TestContext.Current.CancellationToken);
        using var caller = await TestCaller.WithRoleAsync(service, BuiltInRoles.Reader, TestService.Subscription);
        (await service.SignedIn().PostAsJsonAsync("/admin/v1/servicePrincipals", new { displayName = "a" }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        (await service.SignedIn().CallAsync(HttpMethod.Put, TestService.Subscription, "2.0", """{"state":"Warned"}""")).EnsureSuccessStatusCode();
        var shown = new[] { "system", TestService.Subscription, agent.Cluster.Id.ToLowerInvariant() };
        var kinds = (await StoreContents.KeysAsync(service, shown)).Select(key => key.Id.Split(':')[0]).Distinct();
        Assert.Equal(Kinds().Order(StringComparer.Ordinal), kinds.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Kinds() => SourceTree.Read("SECURITY.md").Split("| kind |")[1].Split("\n\n")[0].Split('\n').Skip(2)
        .SelectMany(row => Kind().Matches(row.Split('|')[1]).Select(match => match.Groups[1].Value));

    [GeneratedRegex("`([a-z-]+)`")]
    private static partial Regex Kind();

    private static IEnumerable<string> Rows(string where) => Row().Matches(SourceTree.Read("SECURITY.md"))
        .Where(row => row.Groups["where"].Value == where).Select(row => row.Groups["field"].Value);

    private static List<string> Columns(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY c.cid";
        using var reader = command.ExecuteReader();
        var columns = new List<string>();
        while (reader.Read()) columns.Add(reader.GetString(0));
        return columns;
    }

    [GeneratedRegex(@"^\| (?<where>[^|]+) \| (?<field>[^|]+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
