using System.Diagnostics.CodeAnalysis;

namespace ProviderService.Core.Arm;

/// <summary>
/// The id of an ARM resource: <c>/subscriptions/{s}/resourceGroups/{g}/providers/{ns}/{type}/{name}</c> and, behind it, any number of
/// <c>/{type}/{name}</c> (child) and <c>/providers/{ns}/{type}/{name}</c> (extension) pairs.
/// It keeps the spelling it was given (<see cref="ToString"/>) and compares without regard to case in every segment (<see cref="Key"/>).
/// </summary>
public sealed class ResourceId : IEquatable<ResourceId>
{
    private const string Subscriptions = "subscriptions";
    private const string ResourceGroups = "resourceGroups";
    private const string Providers = "providers";

    private readonly string _text;

    private ResourceId(string text, ResourceId? parent, string type, string name)
    {
        _text = text;
        Parent = parent;
        Type = type;
        Name = name;
    }

    /// <summary>The id folded to one case: two ids name the same resource when their keys are equal.</summary>
    public string Key => field ??= _text.ToLowerInvariant();

    /// <summary>The resource that contains this one; <see langword="null"/> for a subscription.</summary>
    public ResourceId? Parent { get; }

    /// <summary>The full type, e.g. <c>Microsoft.Kubernetes/connectedClusters</c>, spelled as in the id; an extension names its own namespace only.</summary>
    public string Type { get; }

    /// <summary>The last segment.</summary>
    public string Name { get; }

    public string SubscriptionId => Parent is null ? Name : Parent.SubscriptionId;

    /// <summary>The resource group the id lies in, or <see langword="null"/> above one.</summary>
    public string? ResourceGroup => IsResourceGroup ? Name : Parent?.ResourceGroup;

    private bool IsResourceGroup => Parent is { Parent: null } && Is(Type, ResourceGroupsType);

    /// <summary>The type name of a subscription, in ARM's spelling.</summary>
    public const string SubscriptionsType = "Microsoft.Resources/subscriptions";

    /// <summary>The type name of a resource group, in ARM's spelling.</summary>
    public const string ResourceGroupsType = "Microsoft.Resources/resourceGroups";

    /// <summary>Reads an id; a trailing slash, an empty segment or a missing name is no id.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ResourceId? id)
    {
        id = null;
        if (string.IsNullOrEmpty(text) || text[0] != '/') return false;
        var segments = text.Split('/')[1..];
        if (segments.Length % 2 != 0 || Array.Exists(segments, string.IsNullOrWhiteSpace) || !Is(segments[0], Subscriptions)) return false;

        var reader = new SegmentReader(text, segments);
        for (var current = reader.Next(null); current is not null; current = reader.Next(current))
            id = current;
        if (!reader.AtEnd) id = null;
        return id is not null;
    }

    /// <summary>Reads the path of a collection, <c>{scope}/{type}</c> or <c>{scope}/providers/{ns}/{type}</c>, and answers the scope.</summary>
    public static bool TryParseScope(string path, [NotNullWhen(true)] out ResourceId? scope)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
            if (TryParse(path[..end], out scope))
                return true;
        scope = null;
        return false;
    }

    /// <summary>Whether another id names this resource or one below it.</summary>
    public bool Contains(ResourceId other) =>
        other.Key.StartsWith(Key, StringComparison.Ordinal) && (other.Key.Length == Key.Length || other.Key[Key.Length] == '/');

    /// <summary>Reads an id that the program itself made.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ResourceId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("Not a resource id.");

    public bool Equals(ResourceId? other) => other is not null && Key == other.Key;

    public override bool Equals(object? obj) => Equals(obj as ResourceId);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _text;

    private static bool Is(string segment, string keyword) => segment.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes one resource after the other off the segments of a path.</summary>
    private sealed class SegmentReader(string text, string[] segments)
    {
        private int _position;
        private int _end;

        public bool AtEnd => _position == segments.Length;

        public ResourceId? Next(ResourceId? parent)
        {
            if (AtEnd) return null;
            if (parent is null) return Take(null, SubscriptionsType, 2);
            if (Is(segments[_position], Providers))
                return Has(4) ? Take(parent, $"{segments[_position + 1]}/{segments[_position + 2]}", 4) : null;
            if (parent.Parent is null)
                return Is(segments[_position], ResourceGroups) ? Take(parent, ResourceGroupsType, 2) : null;
            return parent.IsResourceGroup ? null : Take(parent, $"{parent.Type}/{segments[_position]}", 2);
        }

        private bool Has(int count) => _position + count <= segments.Length;

        private ResourceId Take(ResourceId? parent, string type, int count)
        {
            for (; count > 0; count--) _end += 1 + segments[_position++].Length;
            return new ResourceId(text[.._end], parent, type, segments[_position - 1]);
        }
    }
}
