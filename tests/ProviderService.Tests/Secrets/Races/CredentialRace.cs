using ProviderService.Core.Arm;
using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;
using ProviderService.Diagnostics.Health;
using ProviderService.Resources.SourceControlConfigurations;
using ProviderService.StoreContract;
using ProviderService.Tests.Diagnostics.Health;
using ProviderService.Tests.Documents;

namespace ProviderService.Tests.Secrets.Races;

/// <summary>One configuration of one cluster, and activities of two replicas that race for it.</summary>
internal sealed class CredentialRace : IDisposable
{
    private static readonly string[] Repositories = ["https://a.example/r", "https://b.example/r"];
    private static readonly ClusterKeyPair[] Pairs = [new(), new()];
    private static readonly Dictionary<string, string> Opened = [];

    private readonly RaceServices[] _replicas;
    private readonly Onlooker _onlooker;
    private readonly Schedule _schedule;
    private readonly SettableTime _time = new(new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SupplyLedger _ledger;
    private DateTimeOffset _latest;
    private int _activities;
    private bool _isSlow;
    private bool _hasOtherKey;

    public CredentialRace(Schedule schedule)
    {
        _schedule = schedule;
        _ledger = new SupplyLedger(schedule);
        _latest = _time.GetUtcNow();
        var (store, wrapper) = (new MemoryDocumentStore(), new MemoryKeyWrapper());
        var scheduled = new ScheduledStore(store, schedule);
        _replicas = [new RaceServices(scheduled, wrapper, _time), new RaceServices(scheduled, wrapper, _time)];
        _onlooker = new Onlooker(store, wrapper, _time);
        Calmly(ReadRingAsync);
        Calmly(() => Replica.CreateClusterAsync(Pairs[0].PublicKey));
        schedule.Changed = () => LookOnAsync().GetAwaiter().GetResult();
    }

    /// <summary>The one that does what comes next.</summary>
    private RaceServices Replica => _replicas[_activities % _replicas.Length];

    public void Dispose()
    {
        foreach (var replica in _replicas) replica.Dispose();
    }

    /// <summary>Runs each round to its end, and checks what is left of it.</summary>
    public void Play(IEnumerable<IReadOnlyList<Activity>> rounds)
    {
        foreach (var round in rounds)
        {
            Calmly(ReadRingAsync);
            var activities = round.Select(activity => AnswerAsync(activity, isAlone: round.Count == 1)).ToList();
            _schedule.Run();
            foreach (var ended in activities.Where(activity => activity.IsCompleted)) ended.GetAwaiter().GetResult();
            Calmly(CheckAsync);
        }

        Calmly(CheckEndAsync);
    }

    /// <summary>Runs something beside nothing else, and without faults.</summary>
    private void Calmly(Func<Task> action)
    {
        _schedule.IsCalm = true;
        var done = action();
        _schedule.Run();
        done.GetAwaiter().GetResult();
        _schedule.IsCalm = false;
    }

    /// <summary>As every replica does each minute.</summary>
    private async Task ReadRingAsync()
    {
        foreach (var replica in _replicas) await replica.RingLoader.LoadAsync(default);
    }

    private async Task LookOnAsync()
    {
        if (_isSlow) return;
        await _onlooker.CheckOrphansAsync(_latest);
        if (_schedule.Faults == 0) await _onlooker.CheckReferencesAsync(_latest);
    }

    private async Task AnswerAsync(Activity activity, bool isAlone)
    {
        _activities++;
        try
        {
            await RunAsync(Replica, activity, isAlone);
        }
        catch (StoreUnavailableException)
        {
            // 503: what became of it cannot be known.
        }
    }

    private Task RunAsync(RaceServices replica, Activity activity, bool isAlone) => activity.Kind switch
    {
        ActivityKind.Supply or ActivityKind.SupplyBoth or ActivityKind.Omit or ActivityKind.Remove => PutAsync(replica, activity.Kind, Repositories[activity.Choice]),
        ActivityKind.Delete => EndAsync(async () => await replica.Configurations.DeleteAsync(RaceServices.Configuration, Preconditions.None, default)),
        ActivityKind.Key => CreateClusterAsync(replica, activity.Choice),
        ActivityKind.Recreate => RecreateAsync(replica, activity.Choice),
        ActivityKind.Sweep => replica.Sweep.SweepAsync(default),
        ActivityKind.Purge => replica.Purge.RunAsync(default),
        ActivityKind.Rotate => replica.Ring.RotateAsync(default),
        ActivityKind.Reseal => replica.Reseal.RunAsync(default),
        ActivityKind.Read => ReadAsync(replica),
        ActivityKind.Wait => MoveClockAsync(activity.Choice == 0 ? SecretRetention.Grace : TimeSpan.FromHours(30), isAlone),
        _ => MoveClockAsync(activity.Choice == 0 ? new TimeSpan(17, 59, 0) : TimeSpan.FromHours(-1), isAlone),
    };

    private async Task MoveClockAsync(TimeSpan by, bool isAlone) => await _schedule.TakeAsync(() =>
    {
        if (by > TimeSpan.Zero) _time.Advance(by);
        else _time.WallClockError += by;
        if (_time.GetUtcNow() > _latest) _latest = _time.GetUtcNow();
        _isSlow |= !isAlone && by.Duration() >= SecretRetention.Grace;
        return ValueTask.FromResult(true);
    });

    private async Task RecreateAsync(RaceServices replica, int key)
    {
        await EndAsync(async () => await replica.Clusters.DeleteAsync(RaceServices.Cluster, Preconditions.None, default));
        await replica.Sweep.SweepAsync(default);
        await CreateClusterAsync(replica, key);
    }

    /// <summary>Creates the cluster, or gives it a key.</summary>
    private Task<bool> CreateClusterAsync(RaceServices replica, int key)
    {
        _hasOtherKey |= key > 0;
        return TryAsync(() => replica.CreateClusterAsync(Pairs[key].PublicKey));
    }

    private async Task PutAsync(RaceServices replica, ActivityKind kind, string repository)
    {
        List<SupplyLedger.Supply> supplies = [];
        if (kind is ActivityKind.Supply or ActivityKind.SupplyBoth) supplies.Add(_ledger.Begin(isSealed: true, repository));
        if (kind is ActivityKind.SupplyBoth) supplies.Add(_ledger.Begin(isSealed: false, repository));
        var ended = kind == ActivityKind.Remove ? _ledger.Answered() : [.. supplies.SelectMany(supply => _ledger.Answered(supply.IsSealed))];
        var isAnswered = await TryAsync(async () => await replica.PutAsync(BodyOf(kind, repository, supplies)));
        _ledger.End(isAnswered ? ended : supplies);
        foreach (var supply in supplies) supply.AnsweredAt = _latest;
    }

    private static string BodyOf(ActivityKind kind, string repository, IReadOnlyList<SupplyLedger.Supply> supplies)
    {
        var members = kind == ActivityKind.Remove ? ",\"configurationProtectedSettings\":null,\"sshKnownHostsContents\":null" : "";
        foreach (var supply in supplies)
            members += supply.IsSealed ? $",\"configurationProtectedSettings\":{{\"token\":\"{supply.Content}\"}}" : $",\"sshKnownHostsContents\":\"{supply.Content}\"";
        return $"{{\"repositoryUrl\":\"{repository}\"{members}}}";
    }

    /// <summary>Something that ends all that was supplied before it began.</summary>
    private async Task EndAsync(Func<Task> request)
    {
        var ended = _ledger.Answered();
        if (await TryAsync(request)) _ledger.End(ended);
    }

    /// <returns>Whether the request was not refused.</returns>
    private static async Task<bool> TryAsync(Func<Task> request)
    {
        try
        {
            await request();
            return true;
        }
        catch (ArmException)
        {
            return false;
        }
    }

    private async Task ReadAsync(RaceServices replica)
    {
        var (now, step, faults) = (_time.GetUtcNow(), _schedule.Steps, _schedule.Faults);
        if (await FindAsync(replica) is { } read) Check(read, now, step, mayNote: faults == _schedule.Faults);
    }

    /// <summary>Nothing else goes on.</summary>
    private async Task CheckAsync()
    {
        if (_schedule.Faults == 0) await _onlooker.CheckStraysAsync();
        if (await FindAsync(Replica) is not { } read) return;
        var cluster = await Replica.Clusters.FindAsync(RaceServices.Cluster, default);
        Assert.Equal(cluster!.Value.Uid, read.Document.ClusterUid);
        if (read.ProtectedSettings.Content is { } content)
            Assert.Equal(ClusterPublicKey.Parse(cluster.Value.Settings.AgentPublicKeyCertificate)!.Thumbprint, Jose.JWT.Headers(content)["kid"]);
        Check(read, _time.GetUtcNow(), _schedule.Steps, mayNote: true);
        if (!_isSlow && !_hasOtherKey) CheckHeld(read);
        var answered = await Replica.GetAsync();
        Assert.Equal((read.ProtectedSettings.State, read.SshKnownHosts.State), (answered.ProtectedSettings.State, answered.SshKnownHosts.State));
    }

    private static async Task<ConfigurationSnapshot?> FindAsync(RaceServices replica)
    {
        ConfigurationSnapshot? read = null;
        await TryAsync(async () => read = await replica.PollAsync());
        return read;
    }

    private void Check(ConfigurationSnapshot read, DateTimeOffset now, int step, bool mayNote)
    {
        foreach (var (reference, secret) in Secrets(read))
        {
            if (secret.State == SecretState.Expired && mayNote) _ledger.Refused(reference.Id);
            if (secret.Content is null) continue;
            var supply = _ledger.Given(reference.Id, reference.Kid is null ? secret.Content : Open(secret.Content), now, step);
            if (supply.IsSealed) Assert.Equal(supply.Repository, read.Document.Settings.RepositoryUrl);
        }
    }

    /// <summary>Without a reason nothing is lost before the purge that comes two minutes before the expiry.</summary>
    private void CheckHeld(ConfigurationSnapshot read)
    {
        foreach (var (reference, secret) in Secrets(read))
            Assert.True(secret.State == SecretState.Present || _latest >= reference.ExpiresAt - (2 * SecretRetention.PurgeInterval), $"{reference} was lost.");
    }

    private static IEnumerable<(SecretReference Reference, VisibleSecret Secret)> Secrets(ConfigurationSnapshot read)
    {
        var (sealedOne, knownHosts) = read.Document.Credentials;
        if (sealedOne is not null) yield return (sealedOne, read.ProtectedSettings);
        if (knownHosts is not null) yield return (knownHosts, read.SshKnownHosts);
    }

    /// <summary>As the cluster does it, which costs a millisecond, so that nothing is opened twice.</summary>
    private static string Open(string text)
    {
        if (Opened.TryGetValue(text, out var known)) return known;
        var pair = Pairs.Single(pair => (string)Jose.JWT.Headers(text)["kid"] == pair.Thumbprint);
        return Opened[text] = pair.Open(text)["token"];
    }

    /// <summary>Ten minutes later a purge leaves only what the configuration refers to, and 48 hours later nothing.</summary>
    private async Task CheckEndAsync()
    {
        _time.WallClockError = TimeSpan.Zero;
        await Replica.Sweep.SweepAsync(default); // as every half minute, for a deletion that a fault has cut off
        await Replica.Purge.RunAsync(default);
        _time.Advance(ClockCheck.Settling);
        _latest = _time.GetUtcNow();
        await Replica.Purge.RunAsync(default);
        await CheckAsync();
        var references = (await FindAsync(Replica))?.Document.Credentials.All ?? [];
        if (!_isSlow)
            Assert.Equal(references.Where(reference => !reference.Expired).Select(reference => reference.Id).Order(), await Replica.StoredAsync());
        _time.Advance(SecretRetention.Longest);
        await Replica.Purge.RunAsync(default);
        Assert.Empty(await Replica.StoredAsync());
    }
}
