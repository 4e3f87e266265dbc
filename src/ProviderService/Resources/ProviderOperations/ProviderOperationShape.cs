namespace ProviderService.Resources.ProviderOperations;

/// <summary>An action that roles can grant.</summary>
/// <remarks>On the wire of Microsoft.KubernetesConfiguration from 2020-07-01-preview on, in the published order of members.</remarks>
internal sealed record ProviderOperationShape(string Name, ProviderOperationShape.DisplayShape Display, bool IsDataAction)
{
    /// <summary>The action in words.</summary>
    internal sealed record DisplayShape(string Operation, string Resource, string Description, string Provider);
}

/// <summary>An action that roles can grant.</summary>
/// <remarks>From 2021-05-01-preview on.</remarks>
internal sealed record ProviderOperation2021Shape(string Name, ProviderOperationShape.DisplayShape Display, bool IsDataAction, string Origin);

/// <summary>An action that roles can grant.</summary>
/// <remarks>At 2019-11-01-preview.</remarks>
internal sealed record ProviderOperation2019Shape(string Name, ProviderOperation2019Shape.DisplayShape Display)
{
    /// <summary>The action in words.</summary>
    internal sealed record DisplayShape(string Provider, string Resource, string Operation, string Description);
}

/// <summary>An action that roles can grant.</summary>
/// <remarks>On the wire of Microsoft.Kubernetes.</remarks>
internal sealed record KubernetesOperationShape(string Name, ProviderOperation2019Shape.DisplayShape Display);
