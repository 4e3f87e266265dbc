namespace ProviderService.Core.Documents;

/// <summary>How long a data key is announced before it encrypts, so that every replica can open what one of them seals, even when their
/// clocks differ a little. The same for all replicas.</summary>
public sealed record KeyNotice(TimeSpan Duration)
{
    public static readonly KeyNotice Default = new(TimeSpan.FromMinutes(3));

    /// <summary>How often a replica has to read the ring.</summary>
    public TimeSpan ReadInterval => Duration / 3;
}
