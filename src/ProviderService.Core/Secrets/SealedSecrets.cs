using System.Text.Json;
using Jose;

namespace ProviderService.Core.Secrets;

/// <summary>
/// Secrets as only the cluster can read them: a JSON object of strings in one compact JWE (RFC 7516, section 7.1) with
/// <c>RSA-OAEP-256</c> and <c>A256GCM</c> (RFC 7518). See README.md beside this file.
/// </summary>
public static class SealedSecrets
{
    /// <summary>The protected header that names the configuration by its id, in lower case.</summary>
    public const string ConfigurationId = "configurationId";

    /// <summary>The protected header that names the incarnation of the configuration.</summary>
    public const string ConfigurationUid = "configurationUid";

    /// <summary>Encrypts secrets to the cluster. Nothing that the service keeps can undo it.</summary>
    /// <param name="secrets">Secrets by name.</param>
    /// <param name="key">The cluster's key.</param>
    /// <param name="configurationId">The configuration that they are for, for the agent to check.</param>
    /// <param name="configurationUid">Its incarnation, for the agent to check.</param>
    public static string Seal(IReadOnlyDictionary<string, string> secrets, ClusterPublicKey key, string configurationId, Guid configurationUid)
    {
        var headers = new Dictionary<string, object>
        {
            ["kid"] = key.Thumbprint,
            ["cty"] = "json",
            [ConfigurationId] = configurationId,
            [ConfigurationUid] = configurationUid.ToString(),
        };
        var content = JsonSerializer.SerializeToUtf8Bytes(secrets, SecretJson.Default.IReadOnlyDictionaryStringString);
        return key.Use(rsa => JWT.EncodeBytes(content, rsa, JweAlgorithm.RSA_OAEP_256, JweEncryption.A256GCM, extraHeaders: headers));
    }
}
