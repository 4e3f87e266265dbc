namespace ProviderService.SystemTests.Recordings;

/// <summary>A deliberate difference from the recorded service, in terms of <see cref="Answer.ToComparable"/>.</summary>
/// <param name="row">Its row in docs/compatibility.md, which says why.</param>
/// <param name="changes">What is recorded, and what this service answers instead; not every recording has all of it.</param>
internal sealed class Deviation(string row, params (string Recorded, string Answered)[] changes)
{
    public string Row => row;

    /// <summary>Turns what was recorded into what this service answers.</summary>
    public string ApplyTo(string recorded)
    {
        var answered = changes.Aggregate(recorded, (text, change) => text.Replace(change.Recorded, change.Answered, StringComparison.Ordinal));
        Assert.False(answered == recorded, $"The recording does not differ as row {row} says.");
        return answered;
    }
}
