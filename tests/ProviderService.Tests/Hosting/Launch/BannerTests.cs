using ProviderService.Hosting.Launch;

namespace ProviderService.Tests.Hosting.Launch;

public sealed class BannerTests
{
    private static readonly string Here = Environment.CurrentDirectory;

    [Fact]
    public void The_banner_tells_addresses_files_and_a_first_call()
    {
        var text = Format("http://127.0.0.1:41000", "https://127.0.0.1:42000");
        Assert.Equal(
            $$"""

            ProviderService listens on http://127.0.0.1:41000 and https://127.0.0.1:42000
              Data         {{Path.Combine(Here, "data")}}
              Admin token  {{Path.Combine(Here, "data", "admin-token")}}
              HTTPS trust  {{Path.Combine(Here, "data", "tls", "ca.pem")}}
              Swagger UI   http://127.0.0.1:41000/swagger

            A first call:
              TOKEN=$(cat data/admin-token)
              curl -X PUT "http://127.0.0.1:41000/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/rg1?api-version=2021-04-01" \
                -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '{"location":"eastus"}'


            """,
            text);
    }

    [Fact]
    public void A_service_without_plain_HTTP_is_called_with_trust_in_its_authority() =>
        Assert.Contains("""curl --cacert data/tls/ca.pem -X PUT "https://127.0.0.1:42000/subscriptions/""", Format("https://127.0.0.1:42000"), StringComparison.Ordinal);

    [Fact]
    public void Paths_that_a_shell_would_take_apart_are_quoted() =>
        Assert.Contains(@"$(cat '/srv/Ann'\''s data/admin-token')", FormatFor("/srv/Ann's data", "http://127.0.0.1:41000"), StringComparison.Ordinal);

    [Fact]
    public void Paths_elsewhere_are_absolute() => Assert.Contains("$(cat /srv/data/admin-token)", FormatFor("/srv/data", "http://127.0.0.1:41000"), StringComparison.Ordinal);

    private static string Format(params string[] addresses) => FormatFor(Path.Combine(Here, "data"), addresses);

    private static string FormatFor(string data, params string[] addresses) =>
        Banner.Format(addresses, data, Path.Combine(data, "admin-token"), Path.Combine(data, "tls", "ca.pem"), Guid.Empty);
}
