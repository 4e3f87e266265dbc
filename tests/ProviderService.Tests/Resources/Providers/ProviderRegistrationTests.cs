using System.Net;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;

namespace ProviderService.Tests.Resources.Providers;

/// <summary>What it means that a subscription is not registered with a provider. Each test has a service of its own, since it changes the subscription.</summary>
public sealed class ProviderRegistrationTests : IAsyncLifetime
{
    private const string Configuration = "Microsoft.KubernetesConfiguration";

    private readonly TestService _service = new();
    private HttpClient _client = null!;

    public ValueTask InitializeAsync()
    {
        _client = _service.SignedIn();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task The_state_is_kept()
    {
        Assert.Equal("Unregistered", await PostAsync(Configuration, "unregister"));
        Assert.Equal("Unregistered", await StateAsync(Configuration));
        Assert.Equal("Registered", await StateAsync("Microsoft.Kubernetes"));
        Assert.Equal("Registered", await PostAsync(Configuration, "register"));
        Assert.Equal("Registered", await StateAsync(Configuration));
    }

    [Fact]
    public async Task Doing_it_twice_is_doing_it_once()
    {
        await PostAsync(Configuration, "unregister");
        Assert.Equal("Unregistered", await PostAsync(Configuration, "unregister"));
        Assert.Equal("Registered", await PostAsync(Configuration.ToUpperInvariant(), "register"));
    }

    [Fact]
    public async Task Without_registration_nothing_can_be_written()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await PostAsync(Configuration, "unregister");
        using var response = await cluster.PutAsync("cfg");
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal(
            """{"error":{"code":"MissingSubscriptionRegistration","message":"The subscription is not registered to use namespace 'Microsoft.KubernetesConfiguration'. See https://aka.ms/rps-not-found for how to register subscriptions."}}""",
            await response.ReadTextAsync());
    }

    [Fact]
    public async Task Without_registration_what_there_is_can_be_read_and_deleted()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.PutAsync("cfg");
        await PostAsync(Configuration, "unregister");
        using var get = await cluster.GetAsync("cfg");
        Assert.Equal(HttpStatusCode.OK, get.StatusCode);
        using var delete = await cluster.DeleteAsync("cfg");
        Assert.Equal(HttpStatusCode.OK, delete.StatusCode);
    }

    [Fact]
    public async Task The_other_providers_go_on()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await PostAsync("Microsoft.Kubernetes", "unregister");
        using var configuration = await cluster.PutAsync("cfg");
        Assert.Equal(HttpStatusCode.Created, configuration.StatusCode);
    }

    [Fact]
    public async Task After_registration_writing_goes_on()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await PostAsync(Configuration, "unregister");
        await PostAsync(Configuration, "register");
        using var response = await cluster.PutAsync("cfg");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task What_needs_no_registration_cannot_be_unregistered()
    {
        using var response = await SendAsync("Microsoft.Resources", "unregister");
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("RegistrationFree", await response.ReadErrorCodeAsync());
    }

    [Theory]
    [InlineData("register")]
    [InlineData("unregister")]
    public async Task An_unknown_provider_cannot_be_registered_or_unregistered(string action)
    {
        using var response = await SendAsync("Microsoft.Compute", action);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task<string?> PostAsync(string @namespace, string action)
    {
        using var response = await SendAsync(@namespace, action);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (string?)(await response.ReadJsonAsync())["registrationState"];
    }

    private async Task<string?> StateAsync(string @namespace)
    {
        using var response = await _client.GetAsync(PathOf(@namespace, ""), TestContext.Current.CancellationToken);
        return (string?)(await response.ReadJsonAsync())["registrationState"];
    }

    private Task<HttpResponseMessage> SendAsync(string @namespace, string action) =>
        _client.PostAsync(PathOf(@namespace, "/" + action), null, TestContext.Current.CancellationToken);

    private static string PathOf(string @namespace, string rest) =>
        $"{TestService.Subscription}/providers/{@namespace}{rest}?api-version=2022-09-01";
}
