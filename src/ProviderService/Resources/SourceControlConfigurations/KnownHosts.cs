using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>A known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT) as clients supply it: base64 of UTF-8.</summary>
internal static class KnownHosts
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly string[] Markers = ["@cert-authority", "@revoked"];

    /// <summary>Whether every line that is neither blank nor a comment is an entry.</summary>
    public static bool IsValid(string value) =>
        Base64.IsValid(value) && Decode(Convert.FromBase64String(value)) is { } file && file.Split('\n').All(IsLine);

    private static string? Decode(byte[] utf8)
    {
        try
        {
            return StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsLine(string line)
    {
        var fields = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 0 || fields[0].StartsWith('#')) return true;
        var entry = Markers.Contains(fields[0]) ? fields[1..] : fields;
        return entry.Length >= 3 && IsHosts(entry[0]) && IsKey(entry[1], entry[2]);
    }

    /// <summary>One hashed host, or patterns separated by commas.</summary>
    private static bool IsHosts(string hosts) => hosts[0] == '|' ? IsHashed(hosts) : hosts.Split(',').All(IsPattern);

    /// <summary><c>|1|salt|hash</c>, each in base64.</summary>
    private static bool IsHashed(string host)
    {
        var parts = host.Split('|');
        return parts is ["", "1", { Length: > 0 } salt, { Length: > 0 } hash] && Base64.IsValid(salt) && Base64.IsValid(hash);
    }

    /// <summary>A name or an address, perhaps with wildcards, perhaps negated, perhaps <c>[host]:port</c>.</summary>
    private static bool IsPattern(string pattern)
    {
        var host = pattern.StartsWith('!') ? pattern[1..] : pattern;
        return host.Length > 0 && host[0] is not ('|' or '@' or '!');
    }

    /// <summary>The key is a blob that begins with the name of its own type (RFC 4253, section 6.6).</summary>
    private static bool IsKey(string type, string key)
    {
        if (!Base64.IsValid(key)) return false;
        var blob = Convert.FromBase64String(key).AsSpan();
        return blob.Length > sizeof(int) + type.Length
            && BinaryPrimitives.ReadInt32BigEndian(blob) == type.Length
            && blob.Slice(sizeof(int), type.Length).SequenceEqual(Encoding.UTF8.GetBytes(type));
    }
}
