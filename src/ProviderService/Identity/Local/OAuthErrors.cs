using Microsoft.Net.Http.Headers;
using ProviderService.Hosting;

namespace ProviderService.Identity.Local;

/// <summary>Gives the failures of the identity service the form that OAuth clients read.</summary>
internal sealed class OAuthErrors : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (OAuthException failure)
        {
            if (failure.Status == StatusCodes.Status401Unauthorized) context.HttpContext.Response.Headers[HeaderNames.WWWAuthenticate] = "Basic realm=\"token\"";
            return new ArmResult(failure.Status, new Body(failure.Error, failure.Message))
            {
                RetryAfter = failure.Status == StatusCodes.Status503ServiceUnavailable ? TimeSpan.FromSeconds(1) : null,
            };
        }
    }

    /// <remarks>RFC 6749, section 5.2. The names of its members are the standard's.</remarks>
    private sealed record Body(
        [property: System.Text.Json.Serialization.JsonPropertyName("error")] string Error,
        [property: System.Text.Json.Serialization.JsonPropertyName("error_description")] string Description);
}
