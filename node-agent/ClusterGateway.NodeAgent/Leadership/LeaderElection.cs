using ClusterGateway.Contracts.Text;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>The rules of the primary role: from what a node knows to what it does. Pure; semantics in docs/operations/leadership.md.</summary>
internal static class LeaderElection
{
    /// <summary>A worse candidate waits one renew interval for each better one, at most so many.</summary>
    private const int MostRanks = 3;

    public static ElectionStep Decide(ElectionSnapshot now) => now.Grant is null ? Follow(now) : Lead(now, now.Grant);

    private static ElectionStep Lead(ElectionSnapshot now, LeaderGrant grant)
    {
        if (now.SinceTrusted >= now.Timing.Deadline)
        {
            var refusal = now.FailsafeRefusal is { } why ? $", and {why}" : "";
            return new(ElectionAction.StepDown, $"no renewal of term {grant.Term} succeeded for {Text(now.Timing.Deadline)}{refusal}");
        }

        if (now is { Unfit: null, SinceAcknowledged: not null, Store: { Lease: null } back } && back.Term == grant.Term)
        {
            return new(ElectionAction.Restore, $"the store is back; this node was primary without it in term {grant.Term}");
        }

        if (now.Store is { } store && (store.Term != grant.Term || !store.IsHeldBy(now.NodeId, now.Instance)))
        {
            return new(ElectionAction.StepDown, store.Lease is { } other
                ? $"the store says that {other.NodeId} is primary, in term {store.Term}"
                : $"the lease of term {grant.Term} is gone from the store");
        }

        return now switch
        {
            { Unfit: not null, Grant.Confirmed: false, Store: null } when now.AnnouncedFor >= now.Timing.Announcement =>
                new(ElectionAction.StepDown, $"{now.Unfit}, and the store gives no answer"),

            // Where the lease is now is unknown: a renewal at the old revision would be taken for a loss.
            { Grant.Confirmed: false, Store: null } => new(ElectionAction.Wait, "the last renewal had no answer, and the store gives none now"),
            { Unfit: null } => new(ElectionAction.Renew, $"this node is primary in term {grant.Term}"),
            _ => HandOver(now, grant, now.Unfit),
        };
    }

    private static ElectionStep HandOver(ElectionSnapshot now, LeaderGrant grant, string unfit) =>
        HandOverDecision.WhyNotYet(new(grant.Term, now.Timing, now.AnnouncedFor, now.Gateways)) is { } why
            ? new(
                now.SinceRenewed < now.Timing.Renew ? ElectionAction.Wait : ElectionAction.Renew,
                $"this node hands over term {grant.Term}: {unfit}; {why}")
            : new(ElectionAction.Release, unfit);

    private static ElectionStep Follow(ElectionSnapshot now)
    {
        if (now.Store is not { } store)
        {
            return new(ElectionAction.Wait, "the store gives no answer");
        }

        if (store.IsHeldBy(now.NodeId, now.Instance))
        {
            // A store that was rolled back may name a term that this process gave up long ago.
            return store.Term <= now.AbandonedTerm || now.IsTermInDoubt || now.Unfit is not null
                ? new(ElectionAction.Release, now.Unfit ?? $"term {store.Term} was given up before, or a later one is known")
                : new(ElectionAction.Renew, $"the store says that this process acquired term {store.Term}");
        }

        return store.Lease is { } lease
            ? new(ElectionAction.Wait, $"{lease.NodeId} is primary in term {store.Term}")
            : now.Unfit is not null
                ? new(ElectionAction.Wait, $"nobody is primary, and this node cannot be: {now.Unfit}")
                : Compete(now, store);
    }

    private static ElectionStep Compete(ElectionSnapshot now, LeaderState store)
    {
        if (now.IsTermInDoubt && now.TermInDoubtFor < now.Timing.Lease)
        {
            return new(ElectionAction.Wait,
                $"the store knows term {store.Term}, but term {now.RememberedTerm} is remembered: waiting one lease of {Text(now.Timing.Lease)}");
        }

        if (store.Pause is not null && !MayTakeWhilePaused(store, now.NodeId))
        {
            return new(ElectionAction.Wait, $"nobody is primary, and automatic failover is paused: {store.LastHolder} was it last");
        }

        if (now.IsNotAsked)
        {
            return new(ElectionAction.Wait,
                $"{store.LastHolder} had not heard of this node and may go on in term {store.Term} without the store; if it is gone for good, remove it (DELETE /v1/members/{store.LastHolder})");
        }

        if (now.Promised > TimeSpan.Zero)
        {
            return new(ElectionAction.Wait, $"{store.LastHolder ?? "the last primary"} may go on in term {store.Term} without the store: this node does not compete yet");
        }

        var others = now.Candidates.Where(c => c.NodeId != now.NodeId).ToList();
        if (now.Health == Health.Degraded && others.Find(c => c.Health == Health.Healthy) is { } healthy)
        {
            return new(ElectionAction.Wait, $"{healthy.NodeId} is healthy, this node only degraded");
        }

        if (others.Count > 0 && store.HandOver is { } handOver && WaitsFor(handOver, now.NodeId, others) is { } first)
        {
            return new(ElectionAction.Wait, $"the role is handed over to {first}");
        }

        // Who gave the role back waits for the others, as above, so that nobody waits for it.
        var rank = store.HandOver?.To == now.NodeId
            ? 0
            : now.Candidates.TakeWhile(c => c.NodeId != now.NodeId).Count(c => c.NodeId != store.HandOver?.From);
        var patience = Math.Min(rank, MostRanks) * now.Timing.Renew;
        return now.VacantFor < patience
            ? new(ElectionAction.Wait, $"nobody is primary; {now.Candidates[0].NodeId} goes first")
            : new(ElectionAction.Acquire, rank == 0 ? "nobody is primary, and this node goes first" : "nobody is primary, and no better node took over");
    }

    /// <summary>The one whom an administrator named, or the one who was it last: that is no failover.</summary>
    private static bool MayTakeWhilePaused(LeaderState store, string nodeId) =>
        store.HandOver?.To is { } named ? named == nodeId : store.LastHolder is null || store.LastHolder == nodeId;

    /// <summary>Who is given the first chance; null when that is this node.</summary>
    private static string? WaitsFor(HandOverRecord handOver, string nodeId, List<Candidate> others)
    {
        if (handOver.To is { } named && others.Exists(c => c.NodeId == named))
        {
            return named;
        }

        return handOver.From == nodeId && handOver.To != nodeId ? others[0].NodeId : null;
    }

    private static string Text(TimeSpan value) => new Duration(value).ToString();
}
