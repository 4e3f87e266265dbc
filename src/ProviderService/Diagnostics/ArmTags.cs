using Microsoft.AspNetCore.Http.Features;
using ProviderService.Core.Arm;
using ProviderService.Hosting;

namespace ProviderService.Diagnostics;

/// <summary>Labels the duration and the span of an ARM request with its resource type and, if the type has it, its api-version.</summary>
internal sealed class ArmTags(RequestDelegate next)
{
    public const string ResourceType = "arm.resource_type";
    public const string ApiVersion = "arm.api_version";

    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ResourceType>() is { } type ? InvokeAsync(context, type) : next(context);

    private async Task InvokeAsync(HttpContext context, ResourceType type)
    {
        Tag(context, ResourceType, type.FullName);
        try
        {
            await next(context);
        }
        finally
        {
            // A version that was not found among the declared ones is whatever a caller makes up.
            if (context.Features.Get<ArmRequest>()?.Version.Version is { } version) Tag(context, ApiVersion, version.ToString());
        }
    }

    private static void Tag(HttpContext context, string name, string value)
    {
        context.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new(name, value));
        context.Features.Get<IHttpActivityFeature>()?.Activity.SetTag(name, value);
    }
}
