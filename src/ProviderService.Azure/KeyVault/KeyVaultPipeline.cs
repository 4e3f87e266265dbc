using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ProviderService.Azure.KeyVault;

/// <summary>Makes the pipeline that requests to the vault go through: retries as the vault asks for, sign-in, the SDK's own diagnostics.</summary>
internal static class KeyVaultPipeline
{
    /// <summary>Of one attempt.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static HttpPipeline Create(KeyVaultOptions options, TokenCredential credential)
    {
        var client = new Options { Diagnostics = { ApplicationId = "ProviderService" }, Retry = { NetworkTimeout = Timeout } };
        if (!string.IsNullOrEmpty(options.CertificateAuthority)) client.Transport = Trusting(options.CertificateAuthority);
        return HttpPipelineBuilder.Build(client, SignIn(options, credential));
    }

    private static HttpPipelinePolicy SignIn(KeyVaultOptions options, TokenCredential credential) =>
        string.IsNullOrEmpty(options.EmulatorToken) ? new ChallengePolicy(credential) : new FixedTokenPolicy(options.EmulatorToken);

    private static HttpClientTransport Trusting(string authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authority);
        var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } };
        return new HttpClientTransport(new HttpClient(handler));
    }

    private sealed class Options : ClientOptions;

    /// <summary>For emulators, which take any token, over plain http too.</summary>
    private sealed class FixedTokenPolicy(string token) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message) =>
            message.Request.Headers.SetValue(HttpHeader.Names.Authorization, $"Bearer {token}");
    }
}
