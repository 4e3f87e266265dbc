using System.Buffers.Text;
using System.Security.Cryptography;

namespace ProviderService.TestServers.Vaults;

/// <summary>A key of the stand-in, with its versions, the current one last.</summary>
internal sealed class VaultKey : IDisposable
{
    private readonly List<(string Version, RSA Key)> _versions = [];

    public VaultKey() => Rotate();

    public IEnumerable<string> Versions => _versions.Select(version => version.Version);

    public string Current => _versions[^1].Version;

    public void Rotate() => _versions.Add((Guid.NewGuid().ToString("N"), RSA.Create(2048)));

    /// <returns><see langword="null"/> when there is no such version.</returns>
    public RSA? Find(string version) => _versions.Find(entry => entry.Version == version).Key;

    /// <summary>The public half (RFC 7517), as the service describes keys.</summary>
    public object Describe(string keyUrl, string version)
    {
        var parameters = Find(version)!.ExportParameters(includePrivateParameters: false);
        return new
        {
            key = new
            {
                kid = $"{keyUrl}/{version}",
                kty = "RSA",
                key_ops = (string[])["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"],
                n = Base64Url.EncodeToString(parameters.Modulus),
                e = Base64Url.EncodeToString(parameters.Exponent),
            },
            attributes = new { enabled = true, created = 0, updated = 0, recoveryLevel = "Recoverable+Purgeable" },
        };
    }

    public void Dispose()
    {
        foreach (var (_, key) in _versions) key.Dispose();
    }
}
