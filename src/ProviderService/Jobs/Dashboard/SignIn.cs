using System.Net;
using ProviderService.Core.Arm;
using ProviderService.Identity;

namespace ProviderService.Jobs.Dashboard;

/// <summary>
/// The form that takes the token of the administrator, since a browser sends no header of its own. It serves this machine alone, so that
/// the token crosses no network, and the token is in the body, so that it is in no log.
/// </summary>
internal static class SignIn
{
    public const string Path = "/hangfire/sign-in";

    private const string Page = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>ProviderService jobs</title>
        <style>body{font-family:sans-serif;max-width:32em;margin:4em auto}input,button{font:inherit;padding:.4em}input{width:20em}</style></head>
        <body><h1>ProviderService jobs</h1>
        <form method="post" action="/hangfire/sign-in">
        <p><label for="token">The content of <code>admin-token</code> in the data directory:</label></p>
        <p><input id="token" name="token" type="password" autocomplete="off" required autofocus> <button>Sign in</button></p>
        </form></body></html>
        """;

    public static bool MayBeShownTo(HttpRequest request) =>
        IsLocal(request) && HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public static Task ShowAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
        response.ContentType = "text/html; charset=utf-8";
        return response.WriteAsync(Page);
    }

    /// <summary>Changes the token for a session. Other sites' pages cannot have a browser do it, nor use the cookie.</summary>
    public static async Task AcceptAsync(HttpContext context)
    {
        if (!IsLocal(context.Request) || !IsFromOurPage(context.Request)) throw Forbidden();
        var user = await UserAsync(context);
        if (user?.IsInRole(LocalAdministrator.Role) != true)
        {
            await ShowAsync(context.Response);
            return;
        }

        context.User = user;
        var session = context.RequestServices.GetRequiredService<DashboardSessions>().Open(user);
        context.Response.Cookies.Append(DashboardAuthentication.Cookie, session, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = "/hangfire",
        });
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/hangfire";
    }

    private static async Task<System.Security.Claims.ClaimsPrincipal?> UserAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType) return null;
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return (await context.RequestServices.GetRequiredService<LocalTokens>().ValidateAsync(form["token"].ToString().Trim())).Principal;
    }

    private static bool IsLocal(HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    /// <summary>Browsers say where a request comes from, and no page can make them lie.</summary>
    private static bool IsFromOurPage(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is "same-origin" or "";

    private static ArmException Forbidden() => new(403, "AuthorizationFailed", "The dashboard takes sign-ins from its own page on this machine only.");
}
