using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using ProviderService.Hosting.Proxies;

namespace ProviderService.Hosting;

/// <summary>
/// Makes absolute URLs. Their root is the setting <c>PublicUrl</c>; else the request's own scheme and host, when a trusted proxy vouches
/// for them or the server listens there; else an address that the server does listen on: a Host header that somebody made up is never
/// repeated.
/// </summary>
internal sealed class PublicUrl(IOptions<PublicUrlOptions> options, IServer server)
{
    private readonly Uri? _setting = options.Value.Root;

    /// <param name="request">The request that is answered.</param>
    /// <param name="pathAndQuery">What follows the root, with its leading slash.</param>
    public Uri For(HttpRequest request, string pathAndQuery) =>
        new((_setting ?? RootOf(request)).GetLeftPart(UriPartial.Path).TrimEnd('/') + pathAndQuery);

    /// <summary>Whether a URL is the root of this service, by any of its addresses.</summary>
    public bool IsRoot(HttpRequest request, Uri url) =>
        url.AbsoluteUri.TrimEnd('/') == For(request, "").AbsoluteUri.TrimEnd('/')
        || (url.PathAndQuery == "/" && Addresses(request.HttpContext.Connection.LocalIpAddress).Any(address => Answers(address, url)));

    private Uri RootOf(HttpRequest request)
    {
        var listening = Addresses(request.HttpContext.Connection.LocalIpAddress);
        var asked = Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var root) ? root : null;
        if (asked is not null && (ProxyForwarding.Vouches(request.HttpContext) || listening.Count == 0 || listening.Any(address => Answers(address, asked))))
            return asked;
        return listening.FirstOrDefault(address => address.Scheme == request.Scheme) ?? listening[0];
    }

    /// <summary>Where the server listens; of "every address" that the one that the request came in by.</summary>
    private List<Uri> Addresses(IPAddress? local) =>
        [.. server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(BindingAddress.Parse).Select(address => UriOf(address, local)) ?? []];

    private static Uri UriOf(BindingAddress address, IPAddress? local)
    {
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? NameOf(local) : address.Host;
        return new UriBuilder(address.Scheme, host, address.Port).Uri;
    }

    private static string NameOf(IPAddress? local) =>
        local is null ? "localhost" : (local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : local).ToString();

    private static bool Answers(Uri address, Uri asked) =>
        address.Port == asked.Port && address.Scheme == asked.Scheme
        && (string.Equals(address.IdnHost, asked.IdnHost, StringComparison.OrdinalIgnoreCase) || (address.IsLoopback && asked.IsLoopback));
}

/// <summary>The setting <c>PublicUrl</c>.</summary>
internal sealed class PublicUrlOptions
{
    /// <summary>The root under which clients reach this service, e.g. <c>https://arm.example.org</c>; it may have a path.</summary>
    public string? PublicUrl { get; set; }

    public Uri? Root => string.IsNullOrEmpty(PublicUrl) ? null : new Uri(PublicUrl);

    public bool IsUsable => string.IsNullOrEmpty(PublicUrl)
        || (Uri.TryCreate(PublicUrl, UriKind.Absolute, out var root)
            && (root.Scheme == Uri.UriSchemeHttp || root.Scheme == Uri.UriSchemeHttps) && root.Query + root.Fragment + root.UserInfo == "");
}
