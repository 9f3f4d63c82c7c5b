using ClusterGateway.Gateway.Https;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Certificates;

/// <summary>Serves the certificates of <c>ClusterGateway:Https:Directory</c>, as an ACME client renews them.</summary>
internal sealed partial class DirectoryWorker(CertificateShelf shelf, IOptions<HttpsOptions> options, TimeProvider time, ILogger<DirectoryWorker> logger)
    : BackgroundService
{
    private readonly DirectoryReading _reading = new();
    private string? _failure;

    private string? Directory => options.Value.Enabled ? options.Value.Directory : null;

    /// <summary>Once before the first connection.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Look();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Directory is null)
        {
            return;
        }

        using var timer = new PeriodicTimer(options.Value.DirectoryInterval.Value, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look();
        }
    }

    private void Look()
    {
        if (Directory is not { } directory)
        {
            return;
        }

        try
        {
            var changed = _reading.Look(directory, (name, reason) => Log.NotTaken(logger, name, directory, reason));
            _failure = null;
            if (changed.Count > 0)
            {
                shelf.ReplaceFiles(_reading.Certificates);
                foreach (var name in changed)
                {
                    Tell(name, directory);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (_failure != exception.Message)
            {
                Log.Unreadable(logger, directory, exception.Message);
            }

            _failure = exception.Message;
        }
    }

    private void Tell(string name, string directory)
    {
        if (_reading.Certificates.FirstOrDefault(c => c.Name == name) is { } served)
        {
            Log.Serving(logger, name, directory, served.Fingerprint, served.NotAfter);
        }
        else
        {
            Log.Gone(logger, name, directory);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1910, LogLevel.Information, "Certificate {Name} of {Directory} is served from now on: {Fingerprint}, until {End:u}")]
        public static partial void Serving(ILogger logger, string name, string directory, string fingerprint, DateTimeOffset end);

        [LoggerMessage(1911, LogLevel.Warning, "Certificate {Name} is no more in {Directory}, and is served no more")]
        public static partial void Gone(ILogger logger, string name, string directory);

        [LoggerMessage(1912, LogLevel.Warning, "Certificate {Name} of {Directory} is not taken yet, what was served before is: {Reason}")]
        public static partial void NotTaken(ILogger logger, string name, string directory, string reason);

        [LoggerMessage(1913, LogLevel.Warning, "{Directory} cannot be read, its certificates are served on: {Reason}")]
        public static partial void Unreadable(ILogger logger, string directory, string reason);
    }
}
