namespace ProviderService.Hosting.Limits;

/// <summary>The settings of <c>Limits</c>.</summary>
internal sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>How many GETs and HEADs a caller has in a clock hour and a subscription; the default is ARM's, like the two below.</summary>
    public int ReadsPerHour { get; set; } = 12_000;

    public int WritesPerHour { get; set; } = 1_200;

    public int DeletesPerHour { get; set; } = 15_000;

    /// <summary>Whether a caller that has used them up is refused; they are counted either way.</summary>
    public bool EnforcePerHour { get; set; }

    /// <summary>How many requests are worked on at a time.</summary>
    public int MaxConcurrent { get; set; } = 128;

    /// <summary>How many more wait for their turn; whoever comes then is refused at once.</summary>
    public int MaxQueued { get; set; } = 128;

    /// <summary>How long a request may take to send its body, and then how long it may take to be answered.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    public bool IsUsable => Math.Min(Math.Min(ReadsPerHour, WritesPerHour), Math.Min(DeletesPerHour, MaxConcurrent)) > 0 && MaxQueued >= 0;
}
