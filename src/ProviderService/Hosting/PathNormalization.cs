using System.Text.RegularExpressions;

namespace ProviderService.Hosting;

/// <summary>Collapses <c>//</c> and drops a trailing slash: some clients (<c>az resource create</c>) write both.</summary>
internal sealed partial class PathNormalization(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path.Contains("//", StringComparison.Ordinal) || (path.Length > 1 && path.EndsWith('/') && IsArm(path)))
            context.Request.Path = '/' + Slashes().Replace(path, "/").Trim('/');
        return next(context);
    }

    private static bool IsArm(string path) =>
        path.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) || path.StartsWith("/providers/", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("/{2,}")]
    private static partial Regex Slashes();
}
