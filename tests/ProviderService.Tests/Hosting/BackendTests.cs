using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProviderService.Hosting;

namespace ProviderService.Tests.Hosting;

public sealed class BackendTests
{
    [Fact]
    public void A_word_that_is_no_backend_is_refused()
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Validate("Nowhere"));
        Assert.StartsWith("Backend must be ", Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Embedded")]
    [InlineData("embedded")]
    [InlineData(null)]
    public void The_embedded_backend_is_known_by_name_and_by_default(string? backend) => Validate(backend);

    private static void Validate(string? backend)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(backend is null ? [] : [new("Backend", backend)]);
        builder.AddBackend();
        using var services = builder.Services.BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
    }
}
