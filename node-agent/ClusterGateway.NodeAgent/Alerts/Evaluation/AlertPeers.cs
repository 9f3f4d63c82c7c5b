using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Alerts.Evaluation;

/// <summary>Asks the other agents how they are, when the store cannot tell.</summary>
internal sealed class AlertPeers(PeerClient peers, NodeIdentity self, IMembership membership, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private long? _asked;
    private IReadOnlyList<SelfView> _answers = [];

    /// <summary>Those that answered, a few seconds ago at most.</summary>
    public async Task<IReadOnlyList<SelfView>> AskAsync(CancellationToken cancellationToken)
    {
        if (_asked is { } asked && time.GetElapsedTime(asked) < Pause)
        {
            return _answers;
        }

        var answers = await Task.WhenAll(membership.Current.Members.Where(m => m.Id != self.Id).Select(m => peers.GetSelfAsync(m, cancellationToken)));
        _asked = time.GetTimestamp();
        return _answers = [.. answers.OfType<SelfView>()];
    }
}
