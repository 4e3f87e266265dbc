using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ProviderService.Core.Arm;
using ProviderService.Core.Encryption;

namespace ProviderService.Hosting.Paging;

/// <summary>
/// Makes and reads the <c>$skipToken</c> of links to next pages: the store's continuation in an envelope, bound to its list. Every
/// replica has the key, and the envelope names it, so a listing outlives a restart, another replica and a rotation of keys.
/// </summary>
internal sealed class SkipTokens(KeyRing ring)
{
    public string Issue(ClearFields list, string continuation) =>
        Base64Url.EncodeToString(Envelope.Seal(ring.Active, Encoding.UTF8.GetBytes(continuation), list));

    /// <returns>The continuation.</returns>
    /// <exception cref="ArmException">400 <c>InvalidSkipToken</c>: forged, cut, or issued for another list.</exception>
    public string Open(ClearFields list, string token)
    {
        try
        {
            var envelope = Base64Url.DecodeFromChars(token);
            var key = ring.Find(Envelope.KeyId(envelope)) ?? throw Invalid();
            return Encoding.UTF8.GetString(Envelope.Open(key, envelope, list));
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            throw Invalid();
        }
    }

    private static ArmException Invalid() => new(
        400, "InvalidSkipToken", "The query parameter '$skipToken' is not one that this list, with these parameters, has answered.", "$skipToken",
        FailureCause.Gateway);
}
