using LocalCluster.Planning;
using LocalCluster.Processes;

namespace LocalCluster.Watching;

/// <summary>Looks at the cluster, says each change in a line, and tells once when it is ready.</summary>
internal sealed class ClusterWatch(ClusterPlan plan, ClusterProbe probe, LineOutput output, TimeProvider time)
{
    private static readonly TimeSpan WhileStarting = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan WhileRunning = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyList<string> _nodes = [.. plan.Nodes.Select(node => node.Id)];
    private IReadOnlyDictionary<string, string> _states = Readiness.Beginning(plan);

    /// <summary>Returns when nothing is missing any more; says what is, every ten seconds.</summary>
    public async Task UntilReadyAsync(CancellationToken cancellationToken)
    {
        var told = time.GetTimestamp();
        while (await LookAsync(cancellationToken) is { Count: > 0 } missing)
        {
            if (time.GetElapsedTime(told) >= Patience)
            {
                told = time.GetTimestamp();
                output.Say($"still waiting for {string.Join(", ", missing)}");
            }

            await Task.Delay(WhileStarting, time, cancellationToken);
        }
    }

    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(WhileRunning, time, cancellationToken);
            await LookAsync(cancellationToken);
        }
    }

    private async Task<IReadOnlyList<string>> LookAsync(CancellationToken cancellationToken)
    {
        var sights = await probe.LookAsync(plan.Gateways, cancellationToken);
        var states = Readiness.States(sights, _nodes);
        foreach (var change in Readiness.Changes(_states, states))
        {
            output.Say(change);
        }

        _states = states;
        return Readiness.Missing(sights, _nodes);
    }
}
