namespace ProviderService.Resources.ProviderOperations;

/// <summary>An action that roles can grant, on the wire of Microsoft.KubernetesConfiguration from 2020-07-01-preview on, in the published
/// order of members.</summary>
internal sealed record ProviderOperationShape(string Name, ProviderOperationShape.DisplayShape Display, bool IsDataAction)
{
    internal sealed record DisplayShape(string Operation, string Resource, string Description, string Provider);
}

/// <summary>The same from 2021-05-01-preview on.</summary>
internal sealed record ProviderOperation2021Shape(string Name, ProviderOperationShape.DisplayShape Display, bool IsDataAction, string Origin);

/// <summary>The same at 2019-11-01-preview.</summary>
internal sealed record ProviderOperation2019Shape(string Name, ProviderOperation2019Shape.DisplayShape Display)
{
    internal sealed record DisplayShape(string Provider, string Resource, string Operation, string Description);
}

/// <summary>The same on the wire of Microsoft.Kubernetes.</summary>
internal sealed record KubernetesOperationShape(string Name, ProviderOperation2019Shape.DisplayShape Display);
