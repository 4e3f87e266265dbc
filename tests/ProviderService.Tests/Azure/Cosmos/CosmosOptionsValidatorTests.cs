using ProviderService.Azure.Cosmos;

namespace ProviderService.Tests.Azure.Cosmos;

public sealed class CosmosOptionsValidatorTests
{
    [Theory]
    [InlineData("https://name.documents.azure.com/", false)]
    [InlineData("https://name.documents.azure.com:443/", true)]
    [InlineData("http://127.0.0.1:8081/", true)]
    public void An_account_or_an_emulator_will_do(string endpoint, bool gateway) => Assert.Empty(Faults(endpoint, gateway));

    [Theory]
    [InlineData(null, false)]
    [InlineData("name", false)]
    [InlineData("tcp://name.documents.azure.com/", false)]
    [InlineData("http://127.0.0.1:8081/", false)]
    [InlineData("http://cosmos.example:8081/", true)]
    public void Any_other_endpoint_is_refused_with_the_name_of_the_setting(string? endpoint, bool gateway) =>
        Assert.StartsWith("Azure:Cosmos:Endpoint", Assert.Single(Faults(endpoint, gateway)), StringComparison.Ordinal);

    [Fact]
    public void All_faults_are_named_at_once_and_a_key_is_not_repeated()
    {
        var options = new CosmosOptions { Key = "not base64!", Database = "", Container = " " };
        var faults = new CosmosOptionsValidator().Validate(null, options).Failures!.ToList();
        Assert.Equal(4, faults.Count);
        Assert.DoesNotContain(faults, fault => fault.Contains(options.Key, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Faults(string? endpoint, bool gateway)
    {
        var options = new CosmosOptions { Endpoint = endpoint is null ? null : new Uri(endpoint, UriKind.RelativeOrAbsolute), Gateway = gateway };
        return new CosmosOptionsValidator().Validate(null, options) is { Failed: true } result ? result.Failures : [];
    }
}
