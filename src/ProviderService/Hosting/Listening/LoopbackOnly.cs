using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ProviderService.Hosting.Launch;
using ProviderService.Identity;

namespace ProviderService.Hosting.Listening;

/// <summary>
/// Local sign-in has one all-powerful user whose token lies in a file, which is fit for one machine. So it stays on that machine's own
/// addresses unless the operator takes responsibility.
/// </summary>
internal static class LoopbackOnly
{
    /// <summary>Judges an endpoint, however it was configured, before it is bound.</summary>
    /// <exception cref="StartUpException">The endpoint can be reached from other machines.</exception>
    public static void Check(ListenOptions endpoint, IdentityOptions identity)
    {
        if (Refusal(IsLocal(endpoint.EndPoint), endpoint, identity) is { } refusal) throw new StartUpException(refusal);
    }

    /// <summary>Judges an address as it is written.</summary>
    /// <returns><see langword="null"/> when it will do.</returns>
    public static string? Refusal(BindingAddress address, IdentityOptions identity) => Refusal(IsLocal(address), address, identity);

    private static string? Refusal(bool isLocal, object address, IdentityOptions identity) =>
        isLocal || identity.Mode != IdentityOptions.Local || identity.AllowLocalBeyondLoopback
            ? null
            : $"Local sign-in serves loopback addresses only, and {address} is none. Listen on 127.0.0.1 or localhost, or set " +
              $"{IdentityOptions.Section}:{nameof(IdentityOptions.AllowLocalBeyondLoopback)} to true if the network is trusted.";

    private static bool IsLocal(BindingAddress address) =>
        address.IsUnixPipe || address.IsNamedPipe || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));

    private static bool IsLocal(EndPoint endpoint) => endpoint switch
    {
        IPEndPoint ip => IPAddress.IsLoopback(ip.Address),
        UnixDomainSocketEndPoint or NamedPipeEndPoint => true,
        _ => false,
    };
}
