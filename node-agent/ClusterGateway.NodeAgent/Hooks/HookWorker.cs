using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.NodeHealth;
using ClusterGateway.NodeAgent.Settings;

namespace ClusterGateway.NodeAgent.Hooks;

/// <summary>
/// Watches this node for changes that hooks follow. Only reads what others publish, so that neither the election nor a renewal ever waits for
/// a command.
/// </summary>
internal sealed partial class HookWorker : BackgroundService
{
    /// <summary>A lease runs out by itself, and nobody tells.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly HookOptions _options;
    private readonly HookLine _line;
    private readonly ILeadership _leadership;
    private readonly IMembership _membership;
    private readonly INodeHealth _health;
    private readonly ISettings _settings;
    private readonly ILogger<HookWorker> _logger;
    private NodeSight _seen;

    public HookWorker(
        HookOptions options, HookLine line, ILeadership leadership, IMembership membership, INodeHealth health, ISettings settings, ILogger<HookWorker> logger)
    {
        (_options, _line, _leadership, _membership, _health, _settings, _logger) = (options, line, leadership, membership, health, settings, logger);
        // Before anything starts: what the agent remembers from its disk, so that its restart is no change.
        _seen = Look();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        _line.Abandon();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A file on a network mount whose server is gone is looked for in vain for ever, and nobody waits for that.
        new Thread(WarnOfMissing) { IsBackground = true, Name = "hook programs" }.Start();
        return _options.Configured().Any() ? Task.WhenAll(WatchAsync(stoppingToken), _line.RunAsync()) : Task.CompletedTask;
    }

    private void WarnOfMissing()
    {
        foreach (var hook in _options.Configured())
        {
            if (_options.Of(hook).Command[0] is var program && Path.IsPathRooted(program) && !File.Exists(program))
            {
                Log.Missing(_logger, program, hook);
            }
        }
    }

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                Take(Look());
                await _leadership.WaitForChangeAsync(Interval, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The role was handed over before, or ends with this process.
            Take(_seen with { HeldTerm = null });
            _line.Close();
        }
    }

    private void Take(NodeSight now)
    {
        foreach (var call in HookDecision.Due(_seen, now))
        {
            _line.Add(call);
        }

        _seen = now;
    }

    private NodeSight Look()
    {
        var health = _health.Current;
        while (true)
        {
            var term = _leadership.Term;
            long? held = _leadership.IsPrimary ? term : null;
            if (term == _leadership.Term)
            {
                return new NodeSight(held, term, _leadership.Leader?.NodeId, _membership.OwnState, health.Health, health.Reason, _settings.Applied);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1602, LogLevel.Warning, "there is no {Program} here, which {Hook} should start", EventName = "HookProgramMissing")]
        public static partial void Missing(ILogger logger, string program, HookKind hook);
    }
}
