using System.Collections.Frozen;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Health;

namespace ClusterGateway.Gateway.Tests.Affinity.Pipeline;

/// <summary>A cluster as a test says it is.</summary>
internal sealed class SettableClusterView : IClusterView
{
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ClusterSnapshot Current { get; private set; } = ClusterSnapshot.Empty;

    public int Refreshes { get; private set; }

    /// <summary>Somebody asked with a token of its own, though the question is for all.</summary>
    public bool RefreshEndsWithItsRequest { get; private set; }

    public List<string> ConnectFailures { get; } = [];

    public HashSet<string> Suspected { get; } = [];

    /// <summary>What the membership turns out to be when somebody asks.</summary>
    public Action OnRefresh { get; set; } = () => { };

    /// <summary>What the probe finds.</summary>
    public Func<string, Task> OnConnectFailure { get; set; } = _ => Task.CompletedTask;

    public void Set(string id, bool keepsBound = true, PlacementTier tier = PlacementTier.Healthy, int weight = 100, string? route = null) =>
        Change(nodes => nodes[id] = new NodeState
        {
            Id = id,
            Agent = new Uri("http://agent.invalid"),
            Health = keepsBound ? NodeHealth.Healthy : NodeHealth.Unhealthy,
            Admission = new(keepsBound, tier),
            Weight = weight,
            Route = route,
        });

    public void Set(NodeState node) => Change(nodes => nodes[node.Id] = node);

    public void Remove(string id) => Change(nodes => nodes.Remove(id));

    public Task WaitForChangeAsync(long version, CancellationToken cancellationToken)
    {
        lock (ConnectFailures)
        {
            return Current.Version > version ? Task.CompletedTask : _changed.Task.WaitAsync(cancellationToken);
        }
    }

    public Task ReportConnectFailureAsync(string nodeId, CancellationToken cancellationToken)
    {
        lock (ConnectFailures)
        {
            ConnectFailures.Add(nodeId);
        }

        return OnConnectFailure(nodeId);
    }

    public void SuspectHang(string nodeId, long since)
    {
        lock (ConnectFailures)
        {
            Suspected.Add(nodeId);
        }
    }

    public EjectionOutcome Eject(string nodeId, TimeSpan atMost) => EjectionOutcome.Already;

    public Task RefreshMembershipAsync(CancellationToken cancellationToken)
    {
        Refreshes++;
        RefreshEndsWithItsRequest |= cancellationToken.CanBeCanceled;
        OnRefresh();
        return Task.CompletedTask;
    }

    private void Change(Action<Dictionary<string, NodeState>> change)
    {
        lock (ConnectFailures)
        {
            var nodes = new Dictionary<string, NodeState>(Current.Nodes, StringComparer.Ordinal);
            change(nodes);
            Current = Current with { Version = Current.Version + 1, Nodes = nodes.ToFrozenDictionary(StringComparer.Ordinal) };
            var changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.SetResult();
        }
    }
}
