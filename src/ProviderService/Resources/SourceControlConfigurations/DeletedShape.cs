namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>What the hosted service answers to a DELETE: an HTTP response of its own, serialised, in the form recorded in 2023-05.</summary>
internal sealed record DeletedShape(
    DeletedShape.ContentShape Content,
    int StatusCode,
    IReadOnlyList<string> Headers,
    string Version,
    string ReasonPhrase,
    IReadOnlyList<string> TrailingHeaders,
    object? RequestMessage,
    bool IsSuccessStatusCode)
{
    public static readonly DeletedShape Instance = new(new([]), 200, [], "1.1", "OK", [], null, true);

    internal sealed record ContentShape(IReadOnlyList<string> Headers);
}
