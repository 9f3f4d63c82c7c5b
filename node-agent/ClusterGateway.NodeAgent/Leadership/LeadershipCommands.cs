using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>What an administrator asks of the primary role, on any agent.</summary>
internal sealed class LeadershipCommands(LeaderEntries entries, IMembership membership, IEventLog events)
{
    /// <summary>Tokens name an audience, not a person.</summary>
    private const string Actor = "admin";

    /// <summary>Asks the primary, whichever node that is, to hand over. While failover is paused and nobody is primary, the named node takes the role.</summary>
    /// <returns>Why it is refused, in a sentence; null when it was accepted.</returns>
    public async Task<string?> SwitchOverAsync(string? to, CancellationToken cancellationToken)
    {
        var state = await entries.ReadAsync(cancellationToken);
        if (SwitchoverDecision.WhyNot(state, [.. PrimarySelection.Candidates(membership.Current.Members)], to) is { } refused)
        {
            return refused;
        }

        await (state.Lease is null
            ? entries.OfferAsync(new HandOverRecord(From: null, to), cancellationToken)
            : entries.RequestSwitchoverAsync(new SwitchoverRecord(to, state.Term), cancellationToken));
        events.Append(new EventRequest(EventTypes.SwitchoverRequested, to, Actor: Actor, Detail: state.Lease?.NodeId), state.Term);
        return null;
    }

    /// <summary>No automatic failover until <see cref="ResumeAsync"/>: the primary keeps the role, and nobody but the last one takes it.</summary>
    public async Task PauseAsync(CancellationToken cancellationToken)
    {
        if (await entries.TryPauseAsync(Actor, cancellationToken))
        {
            events.Append(new EventRequest(EventTypes.FailoverPaused, Actor: Actor));
        }
    }

    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        if (await entries.TryResumeAsync(cancellationToken))
        {
            events.Append(new EventRequest(EventTypes.FailoverResumed, Actor: Actor));
        }
    }
}
