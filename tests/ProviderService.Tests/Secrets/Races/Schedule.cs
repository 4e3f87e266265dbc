using CsCheck;
using ProviderService.Core.Storage;

namespace ProviderService.Tests.Secrets.Races;

/// <summary>
/// Decides in which order activities proceed, each from one store operation to the next, one at a time and on one thread; a seed repeats
/// it. Some operations never come about, as when a process dies; some fail, before or after they took effect.
/// </summary>
/// <param name="seed">Decides everything.</param>
/// <param name="faults">How many of a hundred operations do not go well.</param>
internal sealed class Schedule(uint seed, int faults)
{
    private const int Kinds = 3;

    private readonly PCG _random = new(7, seed);
    private readonly List<TaskCompletionSource<Turn>> _waiting = [];
    private bool _hasChanged;

    /// <summary>How many operations went well, or did not.</summary>
    public int Steps { get; private set; }

    /// <summary>How many did not.</summary>
    public int Faults { get; private set; }

    /// <summary>Called after each operation that may have changed something.</summary>
    public Action Changed { get; set; } = () => { };

    /// <summary>Whether operations go well for now, whatever the seed says.</summary>
    public bool IsCalm { get; set; }

    /// <summary>Waits for the turn of one operation that changes something.</summary>
    public ValueTask<T> ChangeAsync<T>(Func<ValueTask<T>> operation) => TakeAsync(() =>
    {
        _hasChanged = true;
        return operation();
    });

    /// <summary>Waits for the turn of one operation.</summary>
    public async ValueTask<T> TakeAsync<T>(Func<ValueTask<T>> operation)
    {
        // Set on the scheduling thread, which runs what follows before it goes on.
        var turn = new TaskCompletionSource<Turn>();
        _waiting.Add(turn);
        var outcome = await turn.Task;
        if (outcome == Turn.Fails) throw new StoreUnavailableException("not done");
        var result = await operation();
        return outcome == Turn.FailsAfterwards ? throw new StoreUnavailableException("done") : result;
    }

    /// <summary>Runs until nobody waits for a turn.</summary>
    public void Run()
    {
        while (_waiting.Count > 0)
        {
            var index = (int)_random.Next((uint)_waiting.Count);
            var turn = _waiting[index];
            _waiting.RemoveAt(index);
            Steps++;
            var outcome = Draw();
            if (outcome != Turn.GoesWell) Faults++;
            if (outcome != Turn.NeverComes) turn.SetResult(outcome);
            if (!_hasChanged) continue;
            _hasChanged = false;
            Changed();
        }
    }

    private Turn Draw() =>
        IsCalm || _random.Next(100) >= faults ? Turn.GoesWell : (Turn)(1 + (int)_random.Next(Kinds));

    private enum Turn
    {
        GoesWell, NeverComes, Fails, FailsAfterwards,
    }
}
