using System.Text.Json;

namespace ProviderService.Core.Arm;

/// <summary>
/// Reads the members of one JSON object of a request, noting every type fault instead of stopping at the first. Member names compare
/// without case and the last of several wins, as with the hosted service; unknown members are ignored.
/// </summary>
/// <param name="element">The object; anything else but an absent one is a fault.</param>
/// <param name="path">Where the object stands in the body, e.g. <c>properties</c>; empty for the body itself.</param>
/// <param name="faults">Where faults go.</param>
public sealed class JsonMembers(JsonElement element, string path, Faults faults)
{
    private readonly Dictionary<string, JsonElement> _members = ReadMembers(element, path, faults);

    /// <summary>The path of a member from the root of the body, as error targets name it.</summary>
    public string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>Whether the member is there, be it as <c>null</c>.</summary>
    public bool Has(string name) => _members.ContainsKey(name);

    /// <summary>Whether the member is there as an explicit <c>null</c>.</summary>
    public bool IsNull(string name) => _members.TryGetValue(name, out var member) && member.ValueKind == JsonValueKind.Null;

    /// <returns>The string, or <see langword="null"/> when the member is absent, <c>null</c> or at fault.</returns>
    /// <remarks>Control characters are a fault; with <paramref name="multiline"/>, tab and line breaks are not. More than
    /// <paramref name="maxLength"/> UTF-16 code units are one, too.</remarks>
    public string? Text(string name, bool multiline = false, int maxLength = int.MaxValue)
    {
        if (Find(name) is not { } member) return null;
        if (member.ValueKind != JsonValueKind.String) return WrongType<string>(name, "a string");
        if (Decode(member) is not { } text) return Fault<string>("InvalidCharacters", name, "is not valid Unicode");
        if (text.Length > maxLength) return Fault<string>("TooLong", name, $"has more than {maxLength} characters");
        return text.Any(c => char.IsControl(c) && !(multiline && c is '\t' or '\r' or '\n'))
            ? Fault<string>("InvalidCharacters", name, "contains a control character")
            : text;
    }

    /// <summary>Reads a boolean. The hosted service also takes the words <c>true</c> and <c>false</c>, in any case, as strings.</summary>
    public bool? Boolean(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.String } member when bool.TryParse(Decode(member), out var value) => value,
        _ => WrongValue<bool>(name, "a boolean"),
    };

    /// <summary>Reads a whole number that is not negative.</summary>
    public long? Count(string name, long max = long.MaxValue) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } member when member.TryGetInt64(out var value) && value >= 0 && value <= max => value,
        _ => WrongValue<long>(name, $"a whole number from 0 to {max}"),
    };

    /// <summary>Reads a GUID in its common form.</summary>
    public Guid? Identifier(string name) => Text(name) is not { } text ? null
        : Guid.TryParseExact(text, "D", out var value) ? value
        : WrongValue<Guid>(name, "a GUID");

    /// <summary>Reads a time (RFC 3339).</summary>
    public DateTimeOffset? Time(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } member when HasOffset(Decode(member)) && member.TryGetDateTimeOffset(out var value) => value,
        _ => WrongValue<DateTimeOffset>(name, "a time with its offset, such as 2026-03-01T12:00:00Z"),
    };

    /// <summary>Reads a nested object; an absent or <c>null</c> one has no members.</summary>
    public JsonMembers? Nested(string name) => Find(name) is { } member ? new JsonMembers(member, PathOf(name), faults) : null;

    /// <summary>Reads a map from strings to strings; <see langword="null"/> when the member is absent, <c>null</c> or no object.</summary>
    public IReadOnlyDictionary<string, string>? Map(string name)
    {
        if (Find(name) is not { } member) return null;
        if (member.ValueKind != JsonValueKind.Object) return WrongType<IReadOnlyDictionary<string, string>>(name, "an object");
        var map = new Dictionary<string, string>();
        foreach (var entry in member.EnumerateObject())
        {
            if (NameOf(entry) is { } key && entry.Value.ValueKind == JsonValueKind.String && Decode(entry.Value) is { } value) map[key] = value;
            else faults.Add("InvalidType", $"Every member of '{PathOf(name)}' must be a string, in valid Unicode like its name.", PathOf(name));
        }
        return map;
    }

    /// <summary>Reads a list of strings; <see langword="null"/> when the member is absent, <c>null</c> or at fault.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (Find(name) is not { } member) return null;
        if (member.ValueKind != JsonValueKind.Array || member.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String || Decode(item) is null))
            return WrongType<IReadOnlyList<string>>(name, "a list of strings");
        return [.. member.EnumerateArray().Select(item => item.GetString()!)];
    }

    /// <summary>Reads a list of objects; empty when the member is absent, <c>null</c> or at fault.</summary>
    public IReadOnlyList<JsonMembers> Objects(string name, int maxCount)
    {
        if (Find(name) is not { } member) return [];
        if (member.ValueKind != JsonValueKind.Array || member.GetArrayLength() > maxCount)
            return WrongType<IReadOnlyList<JsonMembers>>(name, $"a list of at most {maxCount} objects") ?? [];
        return [.. member.EnumerateArray().Select((item, index) => new JsonMembers(item, $"{PathOf(name)}[{index}]", faults))];
    }

    private JsonElement? Find(string name) =>
        _members.TryGetValue(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private T? WrongType<T>(string name, string expected)
        where T : class => Fault<T>("InvalidType", name, $"must be {expected}");

    private T? WrongValue<T>(string name, string expected)
        where T : struct
    {
        faults.Add("InvalidType", $"'{PathOf(name)}' must be {expected}.", PathOf(name));
        return null;
    }

    private T? Fault<T>(string code, string name, string problem)
        where T : class
    {
        faults.Add(code, $"'{PathOf(name)}' {problem}.", PathOf(name));
        return null;
    }

    /// <returns><see langword="null"/> for half a surrogate pair, which JSON can spell and no string of ours may hold.</returns>
    private static string? Decode(JsonElement member)
    {
        try
        {
            return member.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static Dictionary<string, JsonElement> ReadMembers(JsonElement element, string path, Faults faults)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
                if (NameOf(member) is { } name) members[name] = member.Value;
        }
        else
        {
            faults.Add("InvalidType", path.Length == 0 ? "The request body must be a JSON object." : $"'{path}' must be an object.", path);
        }

        return members;
    }

    /// <summary>A time without one would be taken for local.</summary>
    private static bool HasOffset(string? time) => time is { Length: >= 20 } && (time[^1] == 'Z' || time[^6] is '+' or '-');

    /// <inheritdoc cref="Decode"/>
    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
