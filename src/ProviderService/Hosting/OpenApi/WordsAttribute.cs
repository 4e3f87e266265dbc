namespace ProviderService.Hosting.OpenApi;

/// <summary>The published words of a text. Others may come one day, so that clients are to treat it as a text (<c>x-ms-enum</c>,
/// <c>modelAsString</c>).</summary>
/// <param name="name">What generated clients call the words.</param>
/// <param name="words">The words.</param>
[AttributeUsage(AttributeTargets.Property)]
internal class WordsAttribute(string name, params string[] words) : Attribute
{
    public string Name => name;

    public IReadOnlyList<string> Words => words;
}
