using ClusterGateway.Contracts.Leadership;
using ClusterGateway.NodeAgent.Administration;
using ClusterGateway.NodeAgent.Diagnostics;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Alerts.Evaluation;

/// <summary>
/// Collects what this node knows, and what only somebody who looks again and again knows. Every node looks all the time, so that the next
/// primary need not begin to count. One caller.
/// </summary>
internal sealed class AlertObserver(
    NodeIdentity self, IMembership membership, ILeadership leadership, DrainProgress drains, StoreReachability reachability, IClusterStore store,
    MembershipOptions options, TimeProvider time)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _lastSeen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long?> _silent = new(StringComparer.Ordinal);
    private long _version;
    private long? _readAt;
    private LeaderView? _lastLeader;
    private (LeaderView Leader, DateTimeOffset Until)? _leaderBefore;

    public AlertSnapshot Look()
    {
        var leader = leadership.Leader;
        NoteLeader(leader);
        var members = membership.Current;
        NoteReading(members);
        return new AlertSnapshot
        {
            Self = self.Id,
            StoreIsReachable = reachability.IsReachable,
            StoreProvider = store.Capabilities.Provider,
            MembersAreFresh = IsFresh(),
            Members = [.. members.Members.Select(SightOf)],
            Leader = leader,
            LastLeader = _lastLeader,
            IsFailsafe = leadership.IsFailsafe,
            IsPaused = leadership.IsPaused,
        };
    }

    private bool IsFresh() => _readAt is { } at && time.GetElapsedTime(at) < options.Suspect.Value;

    private void NoteLeader(LeaderView? leader)
    {
        if (leader is null)
        {
            return;
        }

        if (_lastLeader is { } last && last.NodeId != leader.NodeId)
        {
            _leaderBefore = (last, time.GetUtcNow());
        }

        _lastLeader = leader;
    }

    private void NoteReading(MembershipSnapshot members)
    {
        if (members.Version == _version)
        {
            return;
        }

        if (!IsFresh())
        {
            _seen.Clear();
        }

        (_version, _readAt) = (members.Version, time.GetTimestamp());
        foreach (var member in members.Members)
        {
            NoteMember(member);
        }
    }

    private void NoteMember(Member member)
    {
        if (member.LastSeen is { } lastSeen)
        {
            _lastSeen[member.Id] = lastSeen;
        }

        if (member.Liveness == Liveness.Alive)
        {
            _seen.Add(member.Id);
            _silent.Remove(member.Id);
        }
        else
        {
            _silent.TryAdd(member.Id, TermOf(member.Id));
        }
    }

    /// <summary>In which term it was primary when its last heartbeat came. A lease that is shorter than the silence has passed on meanwhile.</summary>
    private long? TermOf(string id) =>
        _lastLeader?.NodeId == id ? _lastLeader.Term
        : _leaderBefore is { } before && before.Leader.NodeId == id && _lastSeen.TryGetValue(id, out var last) && before.Until >= last ? before.Leader.Term
        : null;

    private MemberSight SightOf(Member member) => new(
        member, _seen.Contains(member.Id), _silent.GetValueOrDefault(member.Id), drains.Of(member.Id, member.State) is { Remaining: <= 0 });
}
