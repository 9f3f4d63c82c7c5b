using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>What an administrator asks of the primary role, on any agent.</summary>
internal sealed class LeadershipCommands(LeaderEntries entries, IMembership membership, IEventLog events)
{
    /// <summary>Asks the primary, whichever node that is, to hand over. While failover is paused and nobody is primary, the named node takes the role.</summary>
    /// <param name="actor">Who asks, for the event.</param>
    /// <returns>Why it is refused, in a sentence; null when it was accepted.</returns>
    public async Task<string?> SwitchOverAsync(string? to, string actor, CancellationToken cancellationToken)
    {
        var state = await entries.ReadAsync(cancellationToken);
        if (SwitchoverDecision.WhyNot(state, [.. PrimarySelection.Candidates(membership.Current.Members)], to) is { } refused)
        {
            return refused;
        }

        await (state.Lease is null
            ? entries.OfferAsync(new HandOverRecord(From: null, to), cancellationToken)
            : entries.RequestSwitchoverAsync(new SwitchoverRecord(to, state.Term), cancellationToken));
        events.Append(new EventRequest(EventTypes.SwitchoverRequested, to, Actor: actor, Detail: state.Lease?.NodeId), state.Term);
        return null;
    }

    /// <summary>No automatic failover until <see cref="ResumeAsync"/>: the primary keeps the role, and nobody but the last one takes it.</summary>
    public async Task PauseAsync(string actor, CancellationToken cancellationToken)
    {
        if (await entries.TryPauseAsync(actor, cancellationToken))
        {
            events.Append(new EventRequest(EventTypes.FailoverPaused, Actor: actor));
        }
    }

    public async Task ResumeAsync(string actor, CancellationToken cancellationToken)
    {
        if (await entries.TryResumeAsync(cancellationToken))
        {
            events.Append(new EventRequest(EventTypes.FailoverResumed, Actor: actor));
        }
    }
}
