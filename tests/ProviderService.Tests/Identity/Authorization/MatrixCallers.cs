using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Resources.RoleDefinitions;
using ProviderService.Tests.Agents;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Identity.Authorization;

/// <summary>A service with everybody who may call it, and its routes.</summary>
public sealed class MatrixCallers : IAsyncLifetime
{
    private readonly TestService _service = new();
    private readonly ClusterKeyPair _key = new();
    private readonly ClusterKeyPair _otherKey = new();
    private readonly List<(string Name, string? Token)> _callers = [];

    private string _cluster = "";

    /// <summary>The routes, as <c>GET /path/{parameter}</c>.</summary>
    public IEnumerable<string> Routes => (
        from endpoint in _service.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Distinct()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select $"{method} {endpoint.RoutePattern.RawText}").Distinct();

    public async ValueTask InitializeAsync()
    {
        using var agent = await TestAgent.CreateAsync(_service, _key);
        using var other = await TestAgent.CreateAsync(_service, _otherKey);
        _cluster = agent.Cluster.Id;
        using var reader = await TestCaller.WithRoleAsync(_service, BuiltInRoles.Reader, TestService.Subscription);
        using var writer = await TestCaller.WithRoleAsync(_service, BuiltInRoles.Contributor, TestService.Subscription);
        using var owner = await TestCaller.WithRoleAsync(_service, BuiltInRoles.Owner, other.Cluster.GroupId);
        _callers.AddRange(
        [
            ("nobody", null), ("bad token", $"{TokenOf(reader.Client)}x"), ("reader", TokenOf(reader.Client)), ("writer", TokenOf(writer.Client)),
            ("owner elsewhere", TokenOf(owner.Client)), ("its agent", agent.Issue()), ("other agent", other.Issue()),
            ("administrator", TokenOf(_service.SignedIn())),
        ]);
    }

    /// <summary>Has everybody call a route.</summary>
    /// <returns>In the order of the table: <c>401</c>, <c>403</c>, <c>404</c> for agents, <c>in</c> for who got past sign-in and roles.</returns>
    public async Task<string> CallAsync(string route)
    {
        var answers = new List<string>();
        foreach (var (name, token) in _callers) answers.Add(await CallAsync(route, name, token));
        return string.Join(' ', answers);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _key.Dispose();
        _otherKey.Dispose();
    }

    private async Task<string> CallAsync(string route, string caller, string? token)
    {
        var (method, template) = (route.Split(' ')[0], route.Split(' ')[1]);
        using var client = _service.CreateClient(new() { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{Fill(template)}?api-version={VersionOf(template)}");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (method is "PUT" or "POST" or "PATCH") request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var status = (int)answer.StatusCode;
        return status is 401 or 403 || (status == 404 && caller.EndsWith("agent", StringComparison.Ordinal)) ? $"{status}" : "in";
    }

    /// <summary>Agents ask for their cluster; all else is about what is not there, so that no call changes what the next one finds.</summary>
    private string Fill(string template)
    {
        var path = template.StartsWith("/agent/", StringComparison.Ordinal) ? template.Replace(ClusterTemplate, _cluster, StringComparison.OrdinalIgnoreCase) : template;
        path = path.Replace("{subscriptionId}", TestService.Subscription.Split('/')[^1], StringComparison.Ordinal)
            .Replace("{clusterRp}/{clusterResourceName}", "Microsoft.Kubernetes/connectedClusters", StringComparison.Ordinal)
            .Replace("{resourceProviderNamespace}", "Microsoft.Kubernetes", StringComparison.Ordinal)
            .Replace("{tenant}", "common", StringComparison.Ordinal);
        return System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]+\}", "absent");
    }

    private const string ClusterTemplate =
        "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Kubernetes/connectedClusters/{clusterName}";

    private static string VersionOf(string template) => template switch
    {
        _ when template.Contains("Microsoft.Authorization", StringComparison.Ordinal) => "2022-04-01",
        _ when template.Contains("sourceControlConfigurations", StringComparison.Ordinal) => "2023-05-01",
        _ when template.Contains("Microsoft.Kubernetes", StringComparison.Ordinal) => TestCluster.ApiVersion,
        _ => "2021-04-01",
    };

    private static string? TokenOf(HttpClient client) => client.DefaultRequestHeaders.Authorization!.Parameter;
}
