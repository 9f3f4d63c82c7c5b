using System.Threading.Channels;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.Gateway.Agents;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Screening.Blocks;
using ClusterGateway.Hosting.Screening;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Screening.Counting;

/// <summary>
/// Tells the agents of failed log-ins. While no agent answers, or none of them reaches the store, nobody waits for it: reports do, and are
/// told later as far as they still count.
/// </summary>
internal sealed partial class AttemptReports : BackgroundService
{
    private const int Senders = 16;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long an answer is held back until an agent has counted the failure.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Channel<AttemptReport> _waiting;
    private readonly IAgentClient _agents;
    private readonly BlockedClients _clients;
    private readonly LocalFailures _failures;
    private readonly GatewayOptions _gateway;
    private readonly TimeProvider _time;
    private readonly ILogger<AttemptReports> _logger;
    private int _undelivered;
    private volatile bool _isAway;

    public AttemptReports(
        IAgentClient agents, BlockedClients clients, LocalFailures failures, GatewayOptions gateway, IOptions<ScreeningOptions> options,
        ScreeningMetrics metrics, TimeProvider time, ILogger<AttemptReports> logger)
    {
        (_agents, _clients, _failures, _gateway, _time, _logger) = (agents, clients, failures, gateway, time, logger);
        _waiting = Channel.CreateBounded<AttemptReport>(
            new BoundedChannelOptions(options.Value.Queue) { FullMode = BoundedChannelFullMode.DropOldest },
            dropped =>
            {
                Done(dropped);
                metrics.Dropped();
            });
    }

    /// <summary>Whether the agents know of every failure that this gateway saw.</summary>
    public bool AllDelivered => Volatile.Read(ref _undelivered) == 0;

    /// <summary>
    /// Has the failure counted. Completes when it is, so that nobody who waits for an answer before the next guess has more of them than the
    /// limit, at however many gateways; or at once while the agents are away.
    /// </summary>
    public async Task AddAsync(AttemptReport report)
    {
        if (_gateway.Nodes.Count == 0)
        {
            return;
        }

        Interlocked.Increment(ref _undelivered);
        _waiting.Writer.TryWrite(report);
        if (!_isAway)
        {
            await report.Counted.Task.WaitAsync(Patience, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendAsync(stoppingToken)));
        }
        catch (OperationCanceledException)
        {
            // The gateway stops.
        }
    }

    private async Task SendAsync(CancellationToken stoppingToken)
    {
        await foreach (var report in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            while (!await TrySendAsync(report, stoppingToken) && _time.GetElapsedTime(report.At) < _clients.Rules.Of(report.Scope).Window.Value)
            {
                await Task.Delay(RetryInterval, _time, stoppingToken);
            }

            Done(report);
        }
    }

    private void Done(AttemptReport report)
    {
        Interlocked.Decrement(ref _undelivered);
        report.Counted.TrySetResult();
    }

    /// <returns>False when it is to be tried again.</returns>
    private async Task<bool> TrySendAsync(AttemptReport report, CancellationToken cancellationToken)
    {
        try
        {
            var request = new AttemptRequest { Scope = report.Scope, Ip = report.Address.ToString(), Outcome = AttemptOutcome.Failure };
            var answer = await _agents.ReportAttemptAsync(request, cancellationToken);
            if (answer.Decision == ScreeningVerdict.Block)
            {
                _clients.BlockUntilListed(report.Range, answer.RetryAfter);
                _failures.Forget(report.Scope, report.Range);
            }

            _isAway = false;
            return true;
        }
        catch (HttpRequestException exception)
        {
            _isAway = true;
            report.Counted.TrySetResult();
            Log.NotReported(_logger, exception.Message);
            return (int?)exception.StatusCode is >= 400 and < 500 and not 429;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2620, LogLevel.Debug, "A failed log-in could not be reported: {Reason}")]
        public static partial void NotReported(ILogger logger, string reason);
    }
}
