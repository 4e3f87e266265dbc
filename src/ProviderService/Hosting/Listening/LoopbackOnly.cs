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
        if (identity.Mode != IdentityOptions.Local || identity.AllowLocalBeyondLoopback || IsLocal(endpoint.EndPoint)) return;
        throw new StartUpException(
            $"Local sign-in serves loopback addresses only, and {endpoint} is none. Listen on 127.0.0.1 or localhost, or set " +
            $"{IdentityOptions.Section}:{nameof(IdentityOptions.AllowLocalBeyondLoopback)} to true if the network is trusted.");
    }

    private static bool IsLocal(EndPoint endpoint) => endpoint switch
    {
        IPEndPoint ip => IPAddress.IsLoopback(ip.Address),
        UnixDomainSocketEndPoint or NamedPipeEndPoint => true,
        _ => false,
    };
}
