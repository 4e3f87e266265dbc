using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ProviderService.Hosting.Listening;
using ProviderService.Identity;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Hosting.Launch;

/// <summary>Prints, once the service listens, what somebody needs who has just started it: addresses, files, and a first call to copy.</summary>
internal sealed class Banner(
    IServer server, IHostApplicationLifetime lifetime, DataDirectory directory, LoopbackTls tls, SubscriptionDirectory subscriptions)
    : IHostedService
{
    private static readonly SearchValues<char> PlainInShells =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => Console.Out.Write(Text()));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string Text()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return addresses.Count == 0 ? "" : Format([.. addresses], directory.Path, directory.PathOf(AdminToken.FileName), tls.AuthorityPath, subscriptions.Id);
    }

    /// <summary>Puts the text together; the first call goes over plain HTTP where the service has that, since it needs no trust then.</summary>
    public static string Format(IReadOnlyList<string> addresses, string data, string token, string authority, Guid subscription)
    {
        var root = (addresses.FirstOrDefault(IsPlain) ?? addresses[0]).TrimEnd('/');
        var trust = IsPlain(root) ? "" : $" --cacert {Short(authority)}";
        return string.Create(CultureInfo.InvariantCulture, $$"""

            ProviderService listens on {{string.Join(" and ", addresses)}}
              Data         {{data}}
              Admin token  {{token}}
              HTTPS trust  {{authority}}
              Swagger UI   {{root}}/swagger

            A first call:
              TOKEN=$(cat {{Short(token)}})
              curl{{trust}} -X PUT "{{root}}/subscriptions/{{subscription}}/resourcegroups/rg1?api-version=2021-04-01" \
                -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '{"location":"eastus"}'


            """);
    }

    private static bool IsPlain(string address) => address.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The path from where the service was started, when that is shorter, ready for a shell.</summary>
    private static string Short(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        var shorter = relative.Length < path.Length && !relative.StartsWith("..", StringComparison.Ordinal) ? relative : path;
        return shorter.AsSpan().ContainsAnyExcept(PlainInShells) ? $"'{shorter.Replace("'", @"'\''", StringComparison.Ordinal)}'" : shorter;
    }
}
