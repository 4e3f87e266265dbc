namespace ProviderService.Secrets;

/// <summary>The settings of <c>Secrets</c>.</summary>
internal sealed class SecretOptions
{
    public const string Section = "Secrets";

    /// <summary>How long credentials are kept, as <c>hours:minutes:seconds</c>; at most 48 hours. Applies to what is supplied from then on.</summary>
    public string Retention { get; set; } = "48:00:00";
}
