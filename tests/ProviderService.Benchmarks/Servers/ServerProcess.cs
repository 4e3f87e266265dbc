using System.Diagnostics;
using ProviderService.TestServers;

namespace ProviderService.Benchmarks.Servers;

/// <summary>A web server as a process of its own, found by the line with which every ASP.NET Core host says where it listens.</summary>
internal class ServerProcess : IAsyncDisposable
{
    private const string Announcement = "Now listening on: ";

    /// <summary>The part of one core below which a process has nothing to do.</summary>
    private const double Quiet = 0.1;

    /// <summary>The part of its memory that a process which gives back less has.</summary>
    private const double Settled = 0.99;

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _announced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Uri> _announcedSecure = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected ServerProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.Environment.TryAdd("Urls", "http://127.0.0.1:0");
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
    }

    /// <summary>Where it listens, in plain HTTP on loopback.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Where it listens with TLS, if it was told to.</summary>
    public Task<Uri> SecureAddress => _announcedSecure.Task;

    /// <summary>The CPU time that all of its threads have used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory, in megabytes.</summary>
    public double Resident
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Leaves it the processors whose bits are set.</summary>
    public void Confine(nint processors)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) _process.ProcessorAffinity = processors;
    }

    /// <summary>Waits until the process has little to do, and has it collect its garbage.</summary>
    /// <returns>Resident memory then, in bytes.</returns>
    public async Task<double> SettleAsync()
    {
        while (await LoadAsync(TimeSpan.FromSeconds(1)) > Quiet) { }
        // What one leaves to finalizers goes with the next, and what is free is given back by and by.
        double before, now = double.PositiveInfinity;
        do
        {
            before = now;
            await DiagnosticPort.CollectAsync(_process.Id, Path.GetTempPath());
            now = Resident;
        }
        while (now < Settled * before);
        return now * 1e6;
    }

    /// <summary>The part of one core that the process takes, over so long.</summary>
    public async Task<double> LoadAsync(TimeSpan duration)
    {
        var (start, before) = (Stopwatch.GetTimestamp(), ProcessorTime);
        await Task.Delay(duration, TimeProvider.System);
        return (ProcessorTime - before) / Stopwatch.GetElapsedTime(start);
    }

    /// <summary>SIGTERM: the server finishes what it does, and ends.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGKILL.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    protected async Task WaitUntilListeningAsync() => Address = await _announced.Task;

    private void Read(string? line)
    {
        var start = line?.IndexOf(Announcement, StringComparison.Ordinal) ?? -1;
        if (start >= 0 && new Uri(line![(start + Announcement.Length)..]) is var address)
            (address.Scheme == Uri.UriSchemeHttps ? _announcedSecure : _announced).TrySetResult(address);
        else if (line is null) _announced.TrySetException(new InvalidOperationException("The server ended before it listened."));
    }
}
