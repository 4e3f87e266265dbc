using CsCheck;

namespace ProviderService.Tests.Arm;

/// <summary>Generates the texts of resource ids of every form, names of any characters included.</summary>
internal static class ResourceIdGen
{
    private static readonly Gen<string> Anything = Gen.Char['\0', '\uffff'].Array[0, 8].Select(letters => new string(letters));

    private static readonly Gen<string> Word = Gen.Char["abcXYZ019-_."].Array[1, 12].Select(letters => new string(letters));

    /// <summary>A name: mostly a plain word, sometimes anything but a slash.</summary>
    private static readonly Gen<string> Name = Gen.OneOf(
        Word, Word, Anything.Where(name => !string.IsNullOrWhiteSpace(name) && !name.Contains('/')));

    private static readonly Gen<string> Provider = Gen.Select(Word, Word, Name, (ns, type, name) => $"/providers/{ns}/{type}/{name}");

    private static readonly Gen<string> Child = Gen.Select(Word, Name, (type, name) => $"/{type}/{name}");

    private static readonly Gen<string> Subscription = Name.Select(name => $"/subscriptions/{name}");

    private static readonly Gen<string> Group = Gen.Select(Subscription, Name, (subscription, name) => $"{subscription}/resourceGroups/{name}");

    private static readonly Gen<string> Resource = Gen.Select(
        Gen.OneOf(Subscription, Group), Provider, Gen.OneOf(Provider, Child).Array[0, 4], (scope, provider, rest) => scope + provider + string.Concat(rest));

    public static readonly Gen<string> Text = Gen.OneOf(Subscription, Group, Resource, Resource, Resource);

    /// <summary>Texts that look like ids here and there: the words of ids and anything else, in any order.</summary>
    public static readonly Gen<string> Hostile = Gen.OneOf(
            Gen.OneOf("/", "//", "/subscriptions", "/resourceGroups/", "/providers/", "..", "%2f", "\0", "\ud800", " ", "ſ", "İ"),
            Anything)
        .Array[0, 12].Select(string.Concat);
}
