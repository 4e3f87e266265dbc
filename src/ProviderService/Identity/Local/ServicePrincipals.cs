using System.Buffers.Text;
using System.Security.Cryptography;
using ProviderService.Core.Documents;
using ProviderService.Core.Storage;

namespace ProviderService.Identity.Local;

/// <summary>The service principals of this installation.</summary>
internal sealed class ServicePrincipals(SealedDocuments documents, SecretCheck check, TimeProvider time)
{
    private const string Partition = "system";
    private const string Prefix = "service-principal:";
    private const int SecretSize = 32;

    /// <summary>Makes one.</summary>
    /// <returns>It and its secret, which nobody can read again.</returns>
    public async ValueTask<(ServicePrincipal Principal, string Secret)> CreateAsync(string displayName, CancellationToken cancellationToken)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretSize));
        var principal = new ServicePrincipal(Guid.NewGuid(), Guid.NewGuid(), displayName, SecretHash.Of(secret), time.GetUtcNow());
        await documents.WriteAsync(KeyOf(principal.AppId), principal, ServicePrincipalJson.Default.ServicePrincipal, null, cancellationToken);
        return (principal, secret);
    }

    public IAsyncEnumerable<Versioned<ServicePrincipal>> ListAsync(CancellationToken cancellationToken) =>
        documents.ListAllAsync(Partition, Prefix, ServicePrincipalJson.Default.ServicePrincipal, cancellationToken);

    /// <returns>Whether there was one.</returns>
    public async ValueTask<bool> DeleteAsync(Guid appId, CancellationToken cancellationToken)
    {
        while (await FindAsync(appId, cancellationToken) is { } found)
            if (await documents.DeleteAsync(found.Key, found.ETag, cancellationToken))
                return true;
        return false;
    }

    /// <returns>Who has this id and this secret; <see langword="null"/> for nobody.</returns>
    /// <exception cref="OAuthException">Too many ask.</exception>
    public async ValueTask<ServicePrincipal?> SignInAsync(Guid appId, string secret, CancellationToken cancellationToken) =>
        await FindAsync(appId, cancellationToken) is { Value: var principal } && await check.MatchesAsync(principal.Secret, secret, cancellationToken)
            ? principal
            : null;

    private ValueTask<Versioned<ServicePrincipal>?> FindAsync(Guid appId, CancellationToken cancellationToken) =>
        documents.ReadAsync(KeyOf(appId), ServicePrincipalJson.Default.ServicePrincipal, cancellationToken);

    private static DocumentKey KeyOf(Guid appId) => new(Partition, Prefix + appId);
}
