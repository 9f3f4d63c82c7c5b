namespace ClusterGateway.Gateway.Redaction;

/// <summary>Every logger of the gateway, whoever writes, at whatever level: what leaves for the providers holds no secret of the request.</summary>
internal sealed class RedactingLoggerFactory(ILoggerFactory inner, RedactedPaths paths) : ILoggerFactory
{
    /// <summary>Here the server tells what it could not read, before there is a path.</summary>
    private const string Unreadable = "Microsoft.AspNetCore.Server.Kestrel.BadRequests";

    public ILogger CreateLogger(string categoryName)
    {
        var logger = inner.CreateLogger(categoryName);
        return categoryName == Unreadable ? new UnreadableRequestLogger(logger, paths) : new RedactingLogger(logger);
    }

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();
}
