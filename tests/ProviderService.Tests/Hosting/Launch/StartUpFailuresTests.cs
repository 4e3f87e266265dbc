using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using ProviderService.Core.Storage;
using ProviderService.Hosting.Launch;

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
            "Failed to bind. Stop what uses it, or choose other addresses with --urls.",
            StartUpFailures.Reason(new IOException("Failed to bind.", new AddressInUseException("in use"))));

    [Fact]
    public void A_failure_that_nobody_foresaw_is_left_to_the_runtime() =>
        Assert.Null(StartUpFailures.Reason(new InvalidOperationException("surprise")));
}
