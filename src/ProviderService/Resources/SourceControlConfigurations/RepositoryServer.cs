using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>
/// The server that a repository URL names: whom a credential would be sent to. What Git and we might read differently is not read at all.
/// </summary>
/// <param name="Scheme">In lower case; <c>ssh</c> for the scp form.</param>
/// <param name="Host">A name or an address, in lower case.</param>
/// <param name="Port">The scheme's own when the URL has none.</param>
internal sealed partial record RepositoryServer(string Scheme, string Host, int Port)
{
    private static readonly Dictionary<string, int> Ports = new() { ["https"] = 443, ["http"] = 80, ["ssh"] = 22, ["git"] = 9418 };

    /// <summary>Whether two texts certainly name the same server: they are the same, or both are read and agree.</summary>
    public static bool IsSame(string? one, string? other) =>
        one == other || (TryParse(one, out var first) && TryParse(other, out var second) && first == second);

    public static bool TryParse(string? url, [NotNullWhen(true)] out RepositoryServer? server)
    {
        server = Read(url ?? "");
        return server?.Port is > 0 and <= ushort.MaxValue;
    }

    private static RepositoryServer? Read(string url)
    {
        if (Scp().Match(url) is { Success: true } scp) return new("ssh", HostOf(scp), Ports["ssh"]);
        if (Url().Match(url) is not { Success: true } match) return null;
        var scheme = match.Groups["scheme"].Value.ToLowerInvariant();
        var port = match.Groups["port"] is { Success: true } given ? int.Parse(given.ValueSpan, CultureInfo.InvariantCulture) : Ports[scheme];
        return new(scheme, HostOf(match), port);
    }

    private static string HostOf(Match match) => match.Groups["host"].Value.ToLowerInvariant();

    // Neither form may begin with a hyphen anywhere that a command line could take for a flag, nor hold blanks, backslashes or controls.
    private const string UserPattern = "(?:[A-Za-z0-9_][A-Za-z0-9._~-]*@)?";
    private const string HostPattern = @"(?<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])";
    private const string PathPattern = @"[!-\[\]-~]";

    [GeneratedRegex($@"\A(?<scheme>https?|ssh|git)://{UserPattern}{HostPattern}(?::(?<port>[0-9]{{1,5}}))?(?:/{PathPattern}*)?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Url();

    /// <summary><c>user@host:path</c>. Two colons would name a remote helper, two slashes a URL, and one may be meant for a URL.</summary>
    [GeneratedRegex($@"\A(?!(?i:https?|ssh|git):){UserPattern}{HostPattern}:(?!:|//){PathPattern}+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Scp();
}
