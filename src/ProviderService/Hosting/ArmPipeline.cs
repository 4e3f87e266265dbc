using ProviderService.Agents;
using ProviderService.Diagnostics;
using ProviderService.Diagnostics.Audit;
using ProviderService.Hosting.Limits;
using ProviderService.Hosting.OpenApi;
using ProviderService.Hosting.Proxies;
using ProviderService.Identity.Authorization;
using ProviderService.Resources.Providers;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Hosting;

/// <summary>The middlewares of the service, in their order: the one place where it is written down.</summary>
internal static class ArmPipeline
{
    public static void UseArmPipeline(this WebApplication app)
    {
        app.UseMiddleware<RequestIdentification>();
        app.UseMiddleware<ProxyForwarding>();
        app.UseMiddleware<AuditTrail>();
        app.UseMiddleware<ResponseHeaders>();
        app.UseMiddleware<ErrorEnvelope>();
        app.UseMiddleware<PathNormalization>();
        app.UseOpenApiDocuments();
        app.UseAgents();
        app.UseRouting();
        app.UseMiddleware<ArmTags>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseLimits();
        app.UseMiddleware<AuthorizationCheck>();
        app.UseMiddleware<ApiVersionCheck>();
        app.UseMiddleware<HourlyQuotas>();
        app.UseMiddleware<SubscriptionCheck>();
        app.UseMiddleware<RegistrationCheck>();
    }
}
