using System.Text;
using System.Text.RegularExpressions;
using ProviderService.Core.Storage;

namespace ProviderService.Azure.Cosmos;

/// <summary>
/// The id of an item: that of its document, with what means something in a URL written as <c>~</c> and two hexadecimal digits for each byte.
/// The SDK puts ids into paths as they are, where <c>%41</c> would read another item and <c>\..\</c> another container.
/// </summary>
internal static partial class ItemId
{
    /// <summary>In bytes; "Per-item limits" of the Cosmos DB documentation.</summary>
    private const int MaxLength = 1023;
    private const int MaxPartitionLength = 2048;

    private const char Escape = '~';

    /// <param name="documentId">An id, or the start of one, which becomes the start of the item's.</param>
    public static string Of(string documentId) => Special().Replace(documentId, special => string.Concat(
        Encoding.UTF8.GetBytes(special.Value).Select(value => $"{Escape}{value:X2}")));

    /// <summary>The document's id again.</summary>
    public static string ToDocumentId(string itemId) => Escaped().Replace(itemId, escaped => Encoding.UTF8.GetString(
        Convert.FromHexString(escaped.Value.Replace($"{Escape}", "", StringComparison.Ordinal))));

    /// <summary>Whether Cosmos DB can keep an item with such an id in such a partition.</summary>
    public static bool Fits(DocumentKey key) => Of(key.Id).Length <= MaxLength && FitsPartition(key.Partition);

    /// <inheritdoc cref="Fits"/>
    public static bool FitsPartition(string partition) => Encoding.UTF8.GetByteCount(partition) <= MaxPartitionLength;

    [GeneratedRegex("[^A-Za-z0-9:_-]+")]
    private static partial Regex Special();

    [GeneratedRegex("(?:~[0-9A-F]{2})+")]
    private static partial Regex Escaped();
}
