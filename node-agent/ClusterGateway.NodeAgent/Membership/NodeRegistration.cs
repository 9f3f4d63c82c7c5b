using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>This process' hold on its node id: enters, renews the heartbeat, leaves. One caller at a time.</summary>
internal sealed class NodeRegistration(
    IClusterStore store, NodeIdentity self, PeerClient peer, IEventLog events, MembershipOptions options, TimeProvider time)
{
    private readonly string _memberKey = MemberKeys.MemberOf(self.Id);
    private readonly string _aliveKey = MemberKeys.AliveOf(self.Id);
    private long _heartbeat;
    private (string Instance, long Revision, int Renewals) _heard = ("", 0, 0);

    /// <summary>Takes the node id when nobody else lives under it.</summary>
    /// <param name="remembered">The administrative state to enter with when the store knows none.</param>
    public async Task<AdmissionStep> EnterAsync(AliveRecord alive, AdministrativeRecord remembered, CancellationToken cancellationToken)
    {
        var memberEntry = await store.GetAsync(_memberKey, cancellationToken);
        var aliveEntry = await store.GetAsync(_aliveKey, cancellationToken);
        var record = memberEntry is null ? null : MemberReading.ParseMember(memberEntry);
        var heartbeat = aliveEntry is null ? null : MemberReading.ParseAlive(aliveEntry);
        var beats = Beats(heartbeat, aliveEntry);
        var step = NodeAdmission.Decide(self.Instance, PortSpace.Current, record, heartbeat, ask: null, beats);
        if (step.Action == AdmissionAction.Ask)
        {
            step = NodeAdmission.Decide(
                self.Instance, PortSpace.Current, record, heartbeat, await peer.AskAsync(record!.Agent, cancellationToken), beats);
        }

        if (step.Action != AdmissionAction.Enter)
        {
            return step;
        }

        var result = await store.CommitAsync(
            new StoreCommit(
                new StorePut(_memberKey, Serialize(RecordWith(record?.Administrative ?? remembered)), StoreCondition.Unchanged(memberEntry)),
                new StorePut(_aliveKey, Serialize(alive), StoreCondition.Unchanged(aliveEntry), options.Dead),
                new StoreDelete(MemberKeys.EndOf(self.Id), StoreCondition.Any)),
            cancellationToken);
        _heartbeat = result.Revision;
        return result.Committed ? step : new AdmissionStep(AdmissionAction.Wait, "another process registered at the same moment");
    }

    /// <summary>Renews the heartbeat; false when the entry is not as this process left it, so that it must enter again.</summary>
    /// <param name="quiet">Nobody needs to look: it says what the last one said.</param>
    public async Task<bool> BeatAsync(AliveRecord alive, bool quiet, CancellationToken cancellationToken)
    {
        var result = await store.CommitAsync(
            new StoreCommit(new StorePut(_aliveKey, Serialize(alive), StoreCondition.AtRevision(_heartbeat), options.Dead)) { Quiet = quiet },
            cancellationToken);
        _heartbeat = result.Committed ? result.Revision : _heartbeat;
        return result.Committed;
    }

    /// <summary>
    /// Ends the heartbeat, so that nobody waits for a process that said goodbye. The event is in the same commit: nobody takes who left for
    /// lost. Tries until it is done or the token ends it, for other events may come first.
    /// </summary>
    public async Task LeaveAsync(string reason, CancellationToken cancellationToken)
    {
        var left = new EventRequest(EventTypes.NodeLeft, self.Id, reason, self.Id);
        for (var attempt = 1; ; attempt++)
        {
            var result = await store.CommitAsync(
                new StoreCommit([
                    new StoreDelete(_aliveKey, StoreCondition.AtRevision(_heartbeat)),
                    new StorePut(MemberKeys.EndOf(self.Id), MemberEnd.Goodbye(self.Instance), StoreCondition.Any),
                    .. await events.InCommitAsync(left, cancellationToken),
                ]),
                cancellationToken);
            if (result.Committed || result.Conflicts.Any(conflict => conflict.Key == _aliveKey))
            {
                return;
            }

            await Contention.PauseAsync(attempt, time, cancellationToken);
        }
    }

    /// <summary>Whether the other renews its heartbeat while this process waits. Twice: one may have been on its way when it ended.</summary>
    private bool Beats(AliveRecord? heartbeat, StoreEntry? entry)
    {
        if (heartbeat is null || entry is null)
        {
            return false;
        }

        var renewals = heartbeat.Instance != _heard.Instance ? 0 : entry.Revision == _heard.Revision ? _heard.Renewals : _heard.Renewals + 1;
        _heard = (heartbeat.Instance, entry.Revision, renewals);
        return renewals >= 2;
    }

    private MemberRecord RecordWith(AdministrativeRecord administrative) => new()
    {
        Id = self.Id,
        Instance = self.Instance,
        Address = self.Node.Application?.ToString().TrimEnd('/'),
        Agent = self.Agent,
        Version = NodeIdentity.Version,
        Weight = self.Node.Weight,
        Route = self.Node.Route,
        Tags = self.Node.Tags,
        FailoverPriority = self.Node.FailoverPriority,
        Ports = PortSpace.Current,
        TimeZone = time.LocalTimeZone.Id,
        Administrative = administrative,
    };

    private static byte[] Serialize(MemberRecord record) => RecordJson.Write(record, MembershipJson.Default.MemberRecord);

    private static byte[] Serialize(AliveRecord record) => RecordJson.Write(record, MembershipJson.Default.AliveRecord);
}
