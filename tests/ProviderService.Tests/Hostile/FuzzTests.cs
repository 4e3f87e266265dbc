using CsCheck;

namespace ProviderService.Tests.Hostile;

/// <summary>Every reader of what callers send, with inputs that are nearly right. A failure prints the seed that repeats it.</summary>
public sealed class FuzzTests
{
    private const int Iterations = 2000;
    private const int FullSeconds = 600;

    public static TheoryData<string> Names => new(FuzzTargets.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_reader_throws_only_what_it_says(string name) => Run(name, seconds: -1);

    /// <summary>Ten minutes in all.</summary>
    [Theory]
    [Trait("Run", "full")]
    [MemberData(nameof(Names))]
    public void A_reader_throws_only_what_it_says_for_minutes(string name) => Run(name, FullSeconds / FuzzTargets.All.Count);

    private static void Run(string name, int seconds) =>
        FuzzTargets.All[name].Sample(reading => reading.Read(), line => TestContext.Current.TestOutputHelper!.WriteLine(line), iter: Iterations, time: seconds, print: reading => reading.ToString());
}
