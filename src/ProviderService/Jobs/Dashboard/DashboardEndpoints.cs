using Hangfire;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ProviderService.Diagnostics.Audit;
using ProviderService.Hosting.Limits;
using ProviderService.Identity;

namespace ProviderService.Jobs.Dashboard;

/// <summary>Hangfire's own page at <c>/hangfire</c>, for the local administrator. It shows and changes nothing, so there is nothing to forge.</summary>
internal static class DashboardEndpoints
{
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        new AuthenticationBuilder(services)
            .AddScheme<AuthenticationSchemeOptions, DashboardAuthentication>(DashboardAuthentication.SchemeName, configureOptions: null);
        return services.AddSingleton<DashboardSessions>();
    }

    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<IOptions<IdentityOptions>>().Value.Mode == IdentityOptions.Local)
            routes.MapPost(SignIn.Path, SignIn.AcceptAsync).AllowAnonymous().Audit("ProviderService/jobs/signIn/action").ExcludeFromDescription();
        routes.MapHangfireDashboard("/hangfire", new DashboardOptions
        {
            // The policy below decides. Hangfire's own filter would let in every process of this machine.
            Authorization = [],
            IsReadOnlyFunc = _ => true,
            DisplayStorageConnectionString = false,
            DashboardTitle = "ProviderService jobs",
            AppPath = null,
        })
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(DashboardAuthentication.SchemeName).RequireRole(LocalAdministrator.Role))
            .WithoutLimits()
            .Audit("ProviderService/jobs/read", onlyRefusals: true);
    }
}
