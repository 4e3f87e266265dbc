using System.Text.RegularExpressions;

namespace ProviderService.Hosting.OpenApi;

/// <summary>Names schemas after what they are on the wire, not after our types: <c>ConnectedCluster2024Shape.PropertiesShape</c> is
/// <c>ConnectedClusterProperties</c> in the one document that has it.</summary>
internal static partial class SchemaNames
{
    public static string Of(Type type)
    {
        if (type == typeof(ErrorEnvelope.Body)) return "ErrorResponse";
        if (type == typeof(ErrorEnvelope.Body.Content)) return "ErrorDetail";
        if (type.IsGenericType) return Of(type.GenericTypeArguments[0]) + "List";
        var name = Suffix().Replace(type.Name, "");
        return type.DeclaringType is { } outer ? Of(outer) + name : name;
    }

    [GeneratedRegex("[0-9]{4}|Shape$")]
    private static partial Regex Suffix();
}
