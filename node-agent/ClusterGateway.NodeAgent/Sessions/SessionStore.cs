using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Sessions;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Sessions;

/// <summary>The references in the store. Each change is one commit on the session's entry and its copies; a race that is lost is decided anew.</summary>
internal sealed class SessionStore(IClusterStore store, IMembership membership, SessionCounter counter, SessionSettings settings, TimeProvider time)
{
    private const int Attempts = 20;

    public async Task<SessionReference?> FindAsync(string id, CancellationToken cancellationToken) =>
        await store.GetAsync(SessionKeys.Of(id), cancellationToken) is { } entry ? SessionReference.Of(entry) : null;

    /// <param name="seen">Who has it, when that was read already; null tries at once whether nobody does, as is usual.</param>
    /// <param name="allows">The caller's condition.</param>
    public async Task<SessionAnswer> ClaimAsync(
        SessionRecord wanted, SessionReference? seen, Func<SessionReference?, bool> allows, CancellationToken cancellationToken)
    {
        var answer = await ChangeAsync(
            wanted.Id,
            seen,
            now => SessionDecision.Claim(now, wanted, now is null ? null : membership.DeathCheck(now.Record.Node), allows, settings.IdleTime),
            cancellationToken);
        counter.Used(wanted.Node);
        return answer;
    }

    public async Task<SessionAnswer> TouchAsync(string id, Func<SessionReference?, bool> allows, CancellationToken cancellationToken) =>
        await ChangeAsync(
            id, await FindAsync(id, cancellationToken), now => SessionDecision.Touch(now, allows, settings.IdleTime), cancellationToken);

    public async Task<SessionAnswer> RemoveAsync(string id, Func<SessionReference?, bool> allows, CancellationToken cancellationToken) =>
        await ChangeAsync(id, await FindAsync(id, cancellationToken), now => SessionDecision.Remove(now, allows), cancellationToken);

    /// <summary>Of a user, of a node, of both, or all.</summary>
    public async Task<Page<SessionView>> ListAsync(string? user, string? node, PageRequest page, CancellationToken cancellationToken)
    {
        var prefix = user is not null ? SessionKeys.ByUser(user) : node is not null ? SessionKeys.ByNode(node) : SessionKeys.Sessions;
        var found = await page.ReadAsync(store, prefix, entry => SessionReference.Of(entry).View, cancellationToken);
        return user is null || node is null ? found : found with { Items = [.. found.Items.Where(s => s.Node == node)] };
    }

    /// <summary>Decides, commits, and decides again on what the store tells of a lost race, which costs no further question.</summary>
    public async Task<SessionAnswer> ChangeAsync(
        string id, SessionReference? seen, Func<SessionReference?, SessionStep> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var step = decide(seen);
            if (step.Commit is null)
            {
                return new SessionAnswer(step.Outcome, seen);
            }

            var result = await store.CommitAsync(step.Commit, cancellationToken);
            if (result.Committed)
            {
                return new SessionAnswer(step.Outcome, step.Record is { } written ? new SessionReference(written, result.Revision, settings.IdleTime) : null);
            }

            if (result.Conflicts.FirstOrDefault(c => c.Key == SessionKeys.Of(id)) is not { } conflict)
            {
                // The session is as it was seen: what failed is the proof that its holder is dead.
                return new SessionAnswer(SessionOutcome.Held, seen);
            }

            seen = conflict.Current is { } current ? SessionReference.Of(current) : null;
            if (step.Outcome == SessionOutcome.Refreshed && seen?.Record == step.Record)
            {
                // It was refreshed since this call began, for the same holder: that serves for both.
                return new SessionAnswer(SessionOutcome.Refreshed, seen);
            }

            await Contention.PauseUnlessFirstAsync(attempt, time, cancellationToken);
        }

        throw new StoreUnavailableException($"others changed the same session {Attempts} times; try again");
    }
}
