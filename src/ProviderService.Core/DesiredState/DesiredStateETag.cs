using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ProviderService.Core.DesiredState;

/// <summary>The weak entity tag (RFC 9110, section 8.8) of a desired state: another one whenever an agent has something to do. Secrets that
/// expire give it nothing to do.</summary>
public static class DesiredStateETag
{
    /// <summary>Rises when agents are to read the state anew though nothing of it changed.</summary>
    private const int FormatVersion = 1;

    /// <summary>Half a SHA-256 is enough where nobody gains from a collision.</summary>
    private const int Length = 16;

    /// <summary>Makes the tag.</summary>
    /// <param name="clusterUid">The incarnation of the cluster.</param>
    /// <param name="keyThumbprint">The key that secrets are sealed to.</param>
    /// <param name="configurations">The configurations, in any order.</param>
    public static string Of(Guid clusterUid, string keyThumbprint, IEnumerable<ConfigurationVersion> configurations)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(long)];
        Append(FormatVersion, number);
        hash.AppendData(clusterUid.ToByteArray());
        AppendText(keyThumbprint, number);
        foreach (var (name, uid, generation) in configurations.OrderBy(one => one.Name, StringComparer.Ordinal))
        {
            AppendText(name, number);
            hash.AppendData(uid.ToByteArray());
            Append(generation, number);
        }

        return $"W/\"{Base64Url.EncodeToString(hash.GetHashAndReset().AsSpan(0, Length))}\"";

        void Append(long value, Span<byte> buffer)
        {
            BinaryPrimitives.WriteInt64BigEndian(buffer, value);
            hash.AppendData(buffer);
        }

        void AppendText(string text, Span<byte> buffer)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Append(bytes.Length, buffer);
            hash.AppendData(bytes);
        }
    }
}

/// <summary>What of a configuration tells one state from another.</summary>
public readonly record struct ConfigurationVersion(string Name, Guid Uid, long Generation);
