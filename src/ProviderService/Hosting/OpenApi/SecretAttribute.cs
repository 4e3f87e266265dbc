namespace ProviderService.Hosting.OpenApi;

/// <summary>A bag of texts that are taken and never answered (<c>x-ms-secret</c>).</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute;
