using System.Buffers.Text;
using System.Text;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>A private key for SSH as clients supply it: base64 of a PEM file (RFC 7468, and RFC 1421 for OpenSSL's older format).</summary>
internal static class SshPrivateKey
{
    private static readonly string[] Labels =
        ["OPENSSH PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY", "PRIVATE KEY", "ENCRYPTED PRIVATE KEY"];

    private static readonly Dictionary<string, string> EndsByBegin =
        Labels.ToDictionary(label => $"-----BEGIN {label}-----", label => $"-----END {label}-----");

    /// <summary>Whether the value is base64 of a PEM private key of a known kind. What is inside is left to the operator that uses it.</summary>
    public static bool IsValid(string value) =>
        Base64.IsValid(value) && IsPem(Encoding.Latin1.GetString(Convert.FromBase64String(value)).Split('\n', StringSplitOptions.TrimEntries));

    private static bool IsPem(string[] lines)
    {
        var begin = Array.FindIndex(lines, EndsByBegin.ContainsKey);
        var end = begin < 0 ? -1 : Array.IndexOf(lines, EndsByBegin[lines[begin]], begin);
        if (end < 0) return false;
        // Encrypted keys of the older format have headers, which have colons; base64 has none.
        var body = string.Concat(lines[(begin + 1)..end].Where(line => !line.Contains(':')));
        return Base64.IsValid(body, out var length) && length > 0;
    }
}
