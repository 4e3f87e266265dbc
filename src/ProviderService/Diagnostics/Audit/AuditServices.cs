using Microsoft.Extensions.Options;
using ProviderService.Hosting;

namespace ProviderService.Diagnostics.Audit;

/// <summary>The audit log, where the settings of <c>Audit</c> put it.</summary>
internal static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddOptions<AuditOptions>().BindConfiguration(AuditOptions.Section)
            .Validate(audit => Enum.IsDefined(audit.Output), "Audit:Output must be 'File' or 'StandardOutput'.")
            .Validate(audit => audit is { FileSize: > 0, Files: > 0 }, "Audit:FileSize and Audit:Files must be above zero.")
            .ValidateOnStart();
        services.AddSingleton(OutputOf).AddSingleton<AuditLog>();
        services.AddHealthChecks().AddCheck<AuditCheck>("audit");
        return services.AddHostedService<AuditStart>();
    }

    private static IAuditOutput OutputOf(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<AuditOptions>>().Value;
        return options.Output == AuditDestination.StandardOutput
            ? new AuditStandardOutput()
            : new AuditFile(services.GetRequiredService<DataDirectory>().PathOf("audit.jsonl"), options);
    }
}
