using ProviderService.Core.Arm;
using ProviderService.Resources.Providers;

namespace ProviderService.Resources.ProviderOperations;

/// <summary>An action that roles can grant, made from the declarations of the resource types.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Type">The resource type below the namespace; <see langword="null"/> for what is done to the provider itself.</param>
/// <param name="Action">The action.</param>
internal sealed record ProviderOperation(ResourceProvider Provider, string? Type, ResourceAction Action)
{
    private const string Register = "Register";

    private string Name => Type is null ? $"{Provider.Namespace}/{Action.Name}" : $"{Provider.Namespace}/{Type}/{Action.Name}";

    /// <summary>The operations of a provider as a version lists them: those of its types, then that of registration. The first version
    /// had only the former, and reading before writing.</summary>
    public static IEnumerable<object> List(ResourceProvider provider, ResourceVersion version)
    {
        var ofTypes = provider.Types.SelectMany(type => type.Actions.Select(action => new ProviderOperation(provider, type.Name, action)));
        if (version.Shape == typeof(ProviderOperation2019Shape))
            return ofTypes.OrderByDescending(operation => operation.Action.Name == "read").Select(operation => operation.Shape2019);
        var register = new ResourceAction("register/action", Register, $"Registers a subscription with {provider.Namespace}.");
        return ofTypes.Append(new ProviderOperation(provider, null, register)).Select(operation => operation.ShapeAt(version));
    }

    private object ShapeAt(ResourceVersion version) =>
        version.Shape == typeof(ProviderOperation2021Shape) ? new ProviderOperation2021Shape(Name, Display, IsDataAction: false, "user,system")
        : version.Shape == typeof(ProviderOperationShape) ? new ProviderOperationShape(Name, Display, IsDataAction: false)
        : new KubernetesOperationShape(Name, new(Provider.DisplayName, Type ?? Register, Action.Display, Action.Description));

    private ProviderOperationShape.DisplayShape Display =>
        new(Name, Type is null ? Register : $"{Provider.Namespace}/{Type}", Action.Description, Provider.DisplayName);

    /// <summary>Then the provider was spelled like its namespace.</summary>
    private ProviderOperation2019Shape Shape2019 =>
        new(Name, new(Provider.Namespace.Replace('.', ' '), Type ?? Register, Action.Name, Action.Description));
}
