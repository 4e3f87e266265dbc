using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ProviderService.Tests;

/// <summary>Keeps what was logged, by whomever.</summary>
internal sealed class MemoryLogs : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Message)> _entries = new();

    public IEnumerable<string> Messages => _entries.Select(entry => entry.Message);

    public LogLevel LastLevel => _entries.Last().Level;

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Dispose()
    {
    }
}
