namespace ClusterGateway.Gateway.Redaction;

/// <summary>Passes on what is logged; within a request that has secrets, without them.</summary>
internal sealed class RedactingLogger(ILogger inner) : ILogger
{
    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull =>
        PathRedaction.Current is { } redaction && RedactedState.Of(state, state.ToString(), redaction.IsIn, redaction.Without) is { } redacted
            ? inner.BeginScope(redacted)
            : inner.BeginScope(state);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (PathRedaction.Current is not { } redaction || !inner.IsEnabled(logLevel))
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
            return;
        }

        var failure = exception is not null && redaction.IsIn(exception.ToString()) ? new RedactedException(redaction.Without(exception.ToString())) : exception;
        if (RedactedState.Of(state, formatter(state, exception), redaction.IsIn, redaction.Without) is { } redacted)
        {
            inner.Log(logLevel, eventId, redacted, failure, static (s, _) => s.ToString());
        }
        else
        {
            inner.Log(logLevel, eventId, state, failure, formatter);
        }
    }
}
