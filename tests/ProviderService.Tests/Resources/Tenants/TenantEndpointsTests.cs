using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Resources.Tenants;

public sealed class TenantEndpointsTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task A_caller_has_the_tenant_that_signed_it_in()
    {
        using var response = await service.SignedIn().GetAsync("/tenants?api-version=2022-12-01", TestContext.Current.CancellationToken);
        Assert.Equal(
            """{"value":[{"id":"/tenants/00000000-0000-0000-0000-000000000000","tenantId":"00000000-0000-0000-0000-000000000000","displayName":"ProviderService","tenantCategory":"Home"}]}""",
            await response.ReadTextAsync());
    }
}
