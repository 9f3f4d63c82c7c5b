using System.Buffers;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using ClusterGateway.Hosting.Telemetry;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.AccessLog;

/// <summary>
/// Takes entries from requests, which never wait, and writes them some at a time. What cannot be written, or is too much, is lost and
/// counted.
/// </summary>
internal sealed partial class AccessLogWriter : BackgroundService
{
    /// <summary>How old a line may become before it is seen.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromSeconds(30);

    private readonly Channel<AccessEntry> _queue;
    private readonly IAccessLine _line;
    private readonly IAccessLogOutput _output;
    private readonly Counter<long> _lost;
    private readonly TimeProvider _time;
    private readonly ILogger<AccessLogWriter> _logger;
    private readonly ArrayBufferWriter<byte> _batch = new(64 * 1024);
    private long _warnedAt;

    public AccessLogWriter(IOptions<AccessLogOptions> options, IMeterFactory meters, TimeProvider time, ILogger<AccessLogWriter> logger)
    {
        (_time, _logger) = (time, logger);
        _queue = Channel.CreateBounded<AccessEntry>(new BoundedChannelOptions(options.Value.Queue) { SingleReader = true });
        _line = options.Value.Format == AccessLogFormat.Json ? new JsonLine() : new CombinedLine();
        _output = options.Value.Path is { } path ? new AccessLogFile(path) : new AccessLogConsole();
        _lost = meters.Create(TelemetryNames.Meter).CreateCounter<long>(
            "clustergateway.access_log.lost", "{line}", "Lines of the access log that were not written: too many at once, or no place for them");
    }

    public void Write(AccessEntry entry)
    {
        if (!_queue.Writer.TryWrite(entry))
        {
            _lost.Add(1);
        }
    }

    /// <summary>The server has stopped by then: what it answered last is written too.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
        WriteBatch();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _queue.Reader.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(Gathering, _time, stoppingToken);
            WriteBatch();
        }
    }

    private void WriteBatch()
    {
        var lines = 0;
        while (_queue.Reader.TryRead(out var entry))
        {
            _line.Write(entry, _batch);
            lines++;
            if (_batch.WrittenCount >= 1024 * 1024)
            {
                Flush(ref lines);
            }
        }

        Flush(ref lines);
    }

    private void Flush(ref int lines)
    {
        try
        {
            if (lines > 0)
            {
                _output.Append(_batch.WrittenSpan);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _lost.Add(lines);
            Warn(exception, lines);
        }

        _batch.ResetWrittenCount();
        lines = 0;
    }

    private void Warn(Exception exception, int lines)
    {
        var now = _time.GetTimestamp();
        if (_warnedAt == 0 || _time.GetElapsedTime(_warnedAt, now) > BetweenWarnings)
        {
            _warnedAt = now;
            Log.NotWritten(_logger, lines, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1850, LogLevel.Warning, "{Lines} lines of the access log could not be written and are lost: {Problem} "
            + "(ClusterGateway:AccessLog:Path); the next such line in 30 s at the earliest")]
        public static partial void NotWritten(ILogger logger, int lines, string problem);
    }
}
