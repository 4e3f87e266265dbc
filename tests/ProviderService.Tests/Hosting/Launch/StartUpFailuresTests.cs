using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ProviderService.Core.Storage;
using ProviderService.Hosting.Launch;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Tests.Hosting.Launch;

public sealed class StartUpFailuresTests
{
    [Fact]
    public void A_backend_that_cannot_start_is_told_in_its_own_words() =>
        Assert.Equal("Broken. Mend it.", StartUpFailures.Reason(new BackendStartException("Broken. Mend it.")));

    [Fact]
    public void Every_setting_at_fault_is_told() =>
        Assert.Equal($"one{Environment.NewLine}two", StartUpFailures.Reason(new OptionsValidationException("Name", typeof(object), ["one", "two"])));

    [Fact]
    public void An_address_in_use_is_told_with_a_remedy() =>
        Assert.Equal(
            "Failed to bind. Stop what uses it, or choose other addresses: --urls \"http://127.0.0.1:5081;https://127.0.0.1:5444\".",
            StartUpFailures.Reason(new IOException("Failed to bind.", new AddressInUseException("in use"))));

    [Fact]
    public void An_address_without_the_right_to_it_is_told_with_a_remedy() =>
        Assert.EndsWith(
            "Ports below 1024 need a privilege; choose other addresses with --urls.", StartUpFailures.Reason(new SocketException(13)), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_cannot_be_written_is_told_with_a_remedy() =>
        Assert.Equal(
            "Access to the path 'tls' is denied. Let the user that runs the service own it.",
            StartUpFailures.Reason(new UnauthorizedAccessException("Access to the path 'tls' is denied.")));

    [Fact]
    public void A_setting_of_another_type_is_told_by_its_name()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Arm:SubscriptionId", "mine")]).Build();
        var failure = Assert.Throws<InvalidOperationException>(() => configuration.GetSection("Arm").Get<SubscriptionOptions>());
        Assert.Contains("'Arm:SubscriptionId'", StartUpFailures.Reason(failure), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_that_nobody_foresaw_is_left_to_the_runtime() =>
        Assert.Null(StartUpFailures.Reason(new InvalidOperationException("surprise")));
}
