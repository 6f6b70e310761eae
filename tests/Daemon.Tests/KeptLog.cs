using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RegistryJanitor.Daemon.Tests;

/// <summary>A log that keeps what it is told.</summary>
internal sealed class KeptLog<T> : ILogger<T>
{
    public ConcurrentQueue<(int Id, LogLevel Level, string Message, Exception? Exception)> Events { get; } = [];

    /// <summary>Whether a message is met with an exception instead: a mistake in our own code.</summary>
    public Func<string, bool> Throws { get; set; } = _ => false;

    public IEnumerable<int> Ids => Events.Select(e => e.Id);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var message = formatter(state, exception);
        if (Throws(message))
            throw new InvalidOperationException(message);
        Events.Enqueue((eventId.Id, logLevel, message, exception));
    }
}
