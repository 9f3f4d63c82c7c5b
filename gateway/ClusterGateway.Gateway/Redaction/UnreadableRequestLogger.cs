using System.Text.RegularExpressions;

namespace ClusterGateway.Gateway.Redaction;

/// <summary>
/// The server quotes what it could not read, for example a request line. There may be a secret in it, and nobody can tell where: while any
/// route has secrets, nothing of it is written.
/// </summary>
internal sealed partial class UnreadableRequestLogger(ILogger inner, RedactedPaths paths) : ILogger
{
    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (paths.IsEmpty || !inner.IsEnabled(logLevel))
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
        else if (RedactedState.Of(state, formatter(state, exception), IsQuoting, WithoutQuotation) is { } redacted)
        {
            var failure = exception is null ? null : new RedactedException(WithoutQuotation(exception.ToString()));
            inner.Log(logLevel, eventId, redacted, failure, static (s, _) => s.ToString());
        }
        else
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }

    private static bool IsQuoting(string? text) => text is not null && Quotation().IsMatch(text);

    private static string WithoutQuotation(string text) => Quotation().Replace(text, $"'{PathRedaction.Mark}'");

    /// <summary>To the last quotation mark of the line: there may be others in what is quoted.</summary>
    [GeneratedRegex("'.*'")]
    private static partial Regex Quotation();
}
