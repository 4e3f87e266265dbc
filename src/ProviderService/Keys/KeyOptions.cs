using ProviderService.Core.Documents;

namespace ProviderService.Keys;

/// <summary>The settings of <c>Keys</c>.</summary>
internal sealed class KeyOptions
{
    public const string Section = "Keys";

    /// <summary>How long a new data key is announced before it encrypts, so that every replica knows it by then.</summary>
    public TimeSpan Notice { get; set; } = KeyNotice.Default.Duration;

    /// <summary>How long a data key stays in the ring after nothing is sealed under it any more: as long as somebody may restore single
    /// documents from a backup. A backup of everything has its own ring.</summary>
    public TimeSpan RetiredKeyLife { get; set; } = TimeSpan.FromDays(30);
}
