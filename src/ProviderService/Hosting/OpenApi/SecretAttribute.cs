namespace ProviderService.Hosting.OpenApi;

/// <summary>What is taken and never answered (<c>x-ms-secret</c>).</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute;
