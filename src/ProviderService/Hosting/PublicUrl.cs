using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ProviderService.Hosting;

/// <summary>
/// Makes absolute URLs. Their root is the setting <c>PublicUrl</c>, else the request's own scheme and host when that is an address the
/// server listens on, else the first such address: a Host header that somebody made up is never repeated.
/// </summary>
internal sealed class PublicUrl(IConfiguration configuration, IServer server)
{
    private readonly Uri? _setting = configuration.GetValue<Uri>("PublicUrl");

    /// <param name="request">The request that is answered.</param>
    /// <param name="pathAndQuery">What follows the root, with its leading slash.</param>
    public Uri For(HttpRequest request, string pathAndQuery) => new(_setting ?? RootOf(request), pathAndQuery);

    private Uri RootOf(HttpRequest request)
    {
        var listening = Addresses();
        var asked = Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var root) ? root : null;
        if (asked is not null && (listening.Count == 0 || listening.Any(address => Answers(address, asked)))) return asked;
        return listening.FirstOrDefault(address => address.Scheme == request.Scheme) ?? listening[0];
    }

    private List<Uri> Addresses() =>
        [.. server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(address => new Uri(address.Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal))) ?? []];

    private static bool Answers(Uri address, Uri asked) =>
        address.Port == asked.Port && address.Scheme == asked.Scheme
        && (string.Equals(address.Host, asked.Host, StringComparison.OrdinalIgnoreCase) || (IsLoopback(address) && IsLoopback(asked)));

    private static bool IsLoopback(Uri uri) =>
        uri.IsLoopback || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
