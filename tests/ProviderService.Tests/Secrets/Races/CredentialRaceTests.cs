using CsCheck;

namespace ProviderService.Tests.Secrets.Races;

/// <summary>
/// Requests, purges, sweeps and clock steps in random interleavings, some cut off by death and by failures of the store. Whatever the
/// order: no repository meets the credential of another, none comes back or outlives its 48 hours, and nothing is missing without a word.
/// </summary>
public sealed class CredentialRaceTests
{
    private const int Iterations = 300;
    private const int FullIterations = 10_000;

    private static readonly Gen<(Activity[][] Rounds, uint Seed, int Faults)> Races = Gen.Select(Activity.Rounds, Gen.UInt, Gen.OneOf(0, 0, 5));

    [Fact]
    public Task No_interleaving_lets_a_credential_stray_or_outlive_its_time() => RunAsync(Iterations);

    [Fact]
    [Trait("Run", "full")]
    public Task No_interleaving_of_very_many_lets_a_credential_stray_or_outlive_its_time() => RunAsync(FullIterations);

    /// <summary>On a thread of the pool, where what follows an operation runs at once.</summary>
    private static async Task RunAsync(int iterations)
    {
        var steps = 0L;
        await Task.Run(() => Races.Sample(
            race =>
            {
                var schedule = new Schedule(race.Seed, race.Faults);
                using var players = new CredentialRace(schedule);
                players.Play(race.Rounds);
                steps += schedule.Steps;
            },
            iter: iterations, threads: 1,
            print: race => $"{string.Join("; ", race.Rounds.Select(round => string.Join(" | ", (object[])round)))}; seed {race.Seed}, faults {race.Faults}"));
        TestContext.Current.TestOutputHelper!.WriteLine($"{iterations} interleavings of {steps} store operations.");
    }
}
