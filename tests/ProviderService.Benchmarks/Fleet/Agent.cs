using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace ProviderService.Benchmarks.Fleet;

/// <summary>
/// The agent of one cluster, as the protocol wants it: it asks for what is new again and again, and does not believe the service. Which
/// write it saw is the number in the repository's name: the time at which that write was sent.
/// </summary>
internal sealed class Agent(string cluster, string token, HttpClient http, Journal journal)
{
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromSeconds(1);

    private readonly Uri _url = new($"/agent/v1{cluster}/desiredState", UriKind.Relative);
    private string? _etag;
    private (Guid Uid, long Generation) _version;
    private long _seen;
    private long _wanted;
    private int _isWriting;

    public string Cluster => cluster;

    /// <summary>When the newest write arrived.</summary>
    public long SeenAt { get; private set; }

    /// <summary>Whether it has the newest state that was acknowledged.</summary>
    public bool IsCurrent => Volatile.Read(ref _seen) >= Volatile.Read(ref _wanted);

    /// <summary>Asks until it is stopped.</summary>
    public async Task RunAsync(int wait, CancellationToken stop)
    {
        try
        {
            while (true)
                if (!await TryAskAsync(wait, stop)) await Task.Delay(PauseAfterError, TimeProvider.System, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end.
        }
    }

    /// <summary>One conditional GET, held for so many seconds when there is nothing new.</summary>
    public async Task AskAsync(int wait, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _url) { Version = http.DefaultRequestVersion, VersionPolicy = http.DefaultVersionPolicy };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        request.Headers.TryAddWithoutValidation("Prefer", $"wait={wait}");
        if (_etag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", _etag);
        using var response = await http.SendAsync(request, stop);
        if (response.StatusCode == HttpStatusCode.NotModified) journal.Renew();
        else if (response.IsSuccessStatusCode) Take(await response.Content.ReadAsByteArrayAsync(stop), response.Headers.ETag!.ToString());
        else throw new HttpRequestException($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(stop)}");
    }

    private async Task<bool> TryAskAsync(int wait, CancellationToken stop)
    {
        try
        {
            await AskAsync(wait, stop);
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            journal.Fail(exception.Message);
            return false;
        }
    }

    /// <summary>Begins a write of its configuration, unless one is being made.</summary>
    public bool TryBeginWrite() => Interlocked.Exchange(ref _isWriting, 1) == 0;

    /// <param name="acknowledged">Its number, if it was made.</param>
    public void EndWrite(long? acknowledged)
    {
        if (acknowledged is { } number) Volatile.Write(ref _wanted, number);
        Volatile.Write(ref _isWriting, 0);
    }

    private void Take(byte[] state, string etag)
    {
        SeenAt = Stopwatch.GetTimestamp();
        using var document = JsonDocument.Parse(state);
        var item = document.RootElement.GetProperty("configurations")[0];
        var version = (Uid: item.GetProperty("uid").GetGuid(), Generation: item.GetProperty("generation").GetInt64());
        var repository = item.GetProperty("repositoryUrl").GetString()!;
        var number = long.Parse(repository.AsSpan(repository.LastIndexOf('-') + 1), CultureInfo.InvariantCulture);
        if (version.Uid == _version.Uid && (version.Generation < _version.Generation || number < _seen)) journal.Regress();
        if (_etag is not null && number > _seen) journal.Arrive(Stopwatch.GetElapsedTime(number, SeenAt));
        (_version, _etag) = (version, etag);
        Volatile.Write(ref _seen, number);
    }
}
