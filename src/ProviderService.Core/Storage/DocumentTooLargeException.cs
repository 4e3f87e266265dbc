namespace ProviderService.Core.Storage;

/// <summary>The store keeps no document of this size; nothing was stored. Every store keeps bodies of at least
/// <see cref="Document.AlwaysKept"/> bytes.</summary>
public sealed class DocumentTooLargeException(string message) : Exception(message);
