using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.Testing.Telemetry;

/// <summary>Everything that a program logs at the levels it is asked for, with every value, scope and exception, as text to search.</summary>
public sealed class RecordedLog : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> _lines = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    /// <summary>Off until a test wants it, when it shares the program with others.</summary>
    public bool IsOn { get; set; }

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private void Write(string category, LogLevel level, EventId id, object? state, string message, Exception? exception)
    {
        var line = new StringBuilder($"{level} {category} {id.Name}: {message} ").Append(exception);
        Append(line, state);
        _scopes.ForEachScope(Append, line);
        _lines.Enqueue(line.ToString());
    }

    private static void Append(object? state, StringBuilder line) => Append(line, state);

    private static void Append(StringBuilder line, object? state)
    {
        line.Append(" | ").Append(state);
        foreach (var (key, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
        {
            line.Append(' ').Append(key).Append('=').Append(value is System.Collections.IEnumerable list and not string ? string.Join(',', list.Cast<object?>()) : value);
        }
    }

    private sealed class Category(RecordedLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => log.IsOn;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (log.IsOn)
            {
                log.Write(name, logLevel, eventId, state, formatter(state, exception), exception);
            }
        }
    }
}
