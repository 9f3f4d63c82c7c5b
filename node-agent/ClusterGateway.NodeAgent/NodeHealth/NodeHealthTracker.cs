using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>Keeps the latest results of all checks and publishes what they mean.</summary>
internal sealed partial class NodeHealthTracker : INodeHealth
{
    private readonly CheckPlan _plan;
    private readonly TimeProvider _time;
    private readonly ILogger<NodeHealthTracker> _logger;
    private readonly CheckStatus[] _checks;
    private readonly Lock _reporting = new();
    private volatile NodeHealthSnapshot _current;
    private volatile TaskCompletionSource _changed = NewSignal();

    public NodeHealthTracker(CheckPlan plan, TimeProvider time, ILogger<NodeHealthTracker> logger)
    {
        _plan = plan;
        _time = time;
        _logger = logger;
        _checks = [.. plan.Checks.Select(c => new CheckStatus(c.Name, c.Options.EffectiveImpact()))];
        _current = NodeHealthSnapshot.Of(version: 1, _checks);
    }

    public NodeHealthSnapshot Current => _current;

    public async Task<NodeHealthSnapshot> WaitForChangeAsync(long version, CancellationToken cancellationToken)
    {
        while (true)
        {
            // The signal first: a change published after this line completes it.
            var changed = _changed.Task;
            var current = _current;
            if (current.Version > version)
            {
                return current;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes in the result of the check at this place of the plan.</summary>
    public void Report(int index, CheckResult result)
    {
        lock (_reporting)
        {
            var options = _plan.Checks[index].Options;
            _checks[index] = _checks[index] with
            {
                State = _checks[index].State.After(result.Passed, options.Down, options.Up),
                Last = result,
                LastRun = _time.GetUtcNow(),
            };
            Publish(NodeHealthSnapshot.Of(_current.Version, _checks));
        }
    }

    private void Publish(NodeHealthSnapshot next)
    {
        var previous = _current;
        if (!next.DiffersFrom(previous))
        {
            _current = next;
            return;
        }

        _current = next with { Version = previous.Version + 1 };
        if (next.Health != previous.Health)
        {
            Log.HealthChanged(_logger, next.Health, previous.Health, next.Reason);
        }

        var signal = _changed;
        _changed = NewSignal();
        signal.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static partial class Log
    {
        [LoggerMessage(1300, LogLevel.Information, "this node is {Health}, it was {Previous}: {Reason}", EventName = "NodeHealthChanged")]
        public static partial void HealthChanged(ILogger logger, Health health, Health previous, string reason);
    }
}
