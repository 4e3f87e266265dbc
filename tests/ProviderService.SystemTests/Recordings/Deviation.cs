namespace ProviderService.SystemTests.Recordings;

/// <summary>A deliberate difference from the recorded service, in terms of <see cref="Answer.ToComparable"/>.</summary>
/// <param name="row">Its row in docs/compatibility.md, which says why.</param>
/// <param name="change">Turns what was recorded into what this service answers.</param>
internal sealed class Deviation(string row, Func<string, string> change)
{
    /// <param name="row">Its row.</param>
    /// <param name="changes">What is recorded, and what this service answers instead; not every recording has all of it.</param>
    public Deviation(string row, params (string Recorded, string Answered)[] changes)
        : this(row, recorded => changes.Aggregate(recorded, (text, one) => text.Replace(one.Recorded, one.Answered, StringComparison.Ordinal)))
    {
    }

    public string Row => row;

    /// <summary>Turns what was recorded into what this service answers.</summary>
    public string ApplyTo(string recorded)
    {
        var answered = change(recorded);
        Assert.False(answered == recorded, $"The recording does not differ as row {row} says.");
        return answered;
    }
}
