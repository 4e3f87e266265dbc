namespace ProviderService.Tests.Diagnostics;

/// <summary>What leaves the process over OTLP, byte by byte.</summary>
public sealed class ExportTests(ExportingService service) : IClassFixture<ExportingService>
{
    [Theory]
    [InlineData("traces")]
    [InlineData("metrics")]
    [InlineData("logs")]
    public void Nothing_that_a_caller_wrote_into_body_headers_or_query_is_exported(string signal)
    {
        var exported = service.Exported(signal);
        Assert.NotEmpty(exported);
        Assert.False(service.IsMarked(exported));
    }

    [Theory]
    [InlineData("arm.resource_type")]
    [InlineData("2023-05-01")]
    [InlineData("store.write")]
    [InlineData("envelope.seal")]
    [InlineData("validate")]
    public void Spans_of_request_store_encryption_and_validation_are_exported(string expected) =>
        Assert.Contains(expected, service.Exported("traces"), StringComparison.Ordinal);

    [Fact]
    public void The_span_of_a_request_names_the_resource() =>
        Assert.Contains(service.Configuration!, service.Exported("traces"), StringComparison.Ordinal);

    [Fact]
    public void What_the_service_logs_is_exported_as_people_read_it() =>
        Assert.Contains("Wrote a token of the local administrator to /", service.Exported("logs"), StringComparison.Ordinal);
}
