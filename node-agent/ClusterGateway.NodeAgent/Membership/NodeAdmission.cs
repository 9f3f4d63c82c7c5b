namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Whether this process may own its node id. Pure.</summary>
internal static class NodeAdmission
{
    /// <param name="record">What is stored of the node id; null when it is free.</param>
    /// <param name="alive">Its last heartbeat; null when it is dead.</param>
    /// <param name="ask">What the recorded address answered; asked only when it matters, null before.</param>
    /// <param name="ports">Where this process' own ports are (<see cref="PortSpace"/>).</param>
    /// <param name="beats">Whether the heartbeat of the other was seen to go on.</param>
    public static AdmissionStep Decide(
        string instance, string? ports, MemberRecord? record, AliveRecord? alive, PeerAnswer? ask, bool beats) =>
        (record, alive, ask) switch
        {
            (null, _, _) => new(AdmissionAction.Enter, "the node id is new"),
            (_, null, _) => new(AdmissionAction.Enter, "the earlier process of this node id is dead"),
            _ when alive!.Instance == instance => new(AdmissionAction.Enter, "the heartbeat is this process' own"),
            (_, _, null) => new(AdmissionAction.Ask, $"another process of this node id was alive a moment ago; asking {record!.Agent}"),
            (_, _, PeerAnswer.Refused) => new(AdmissionAction.Enter, $"nobody listens at {record!.Agent} any more"),
            (_, _, PeerAnswer.Ourselves) when ports is not null && record!.Ports == ports => new(AdmissionAction.Enter, "this process listens where the earlier one did"),
            (_, _, PeerAnswer.Another) => Refuse(record!),
            _ when beats => Refuse(record!),
            (_, _, PeerAnswer.Ourselves) => new(
                AdmissionAction.Wait, $"this process listens at {record!.Agent} as the other one did, perhaps on another machine; waiting until that counts as dead"),
            _ => new(AdmissionAction.Wait, $"{record!.Agent} gives no answer; waiting until it counts as dead"),
        };

    private static AdmissionStep Refuse(MemberRecord record) => new(
        AdmissionAction.Refuse,
        $"node id '{record.Id}' belongs to another living process, at {record.Agent}; give this node another ClusterGateway:Node:Id, or stop the other one");
}
