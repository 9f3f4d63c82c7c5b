using System.Collections.Frozen;
using ClusterGateway.Contracts.Events;

namespace ClusterGateway.NodeAgent.Events;

/// <summary>Which kind an event is of, by its type. Pure.</summary>
internal static class EventKinds
{
    private static readonly FrozenSet<string> OfTheCluster = FrozenSet.Create(
        StringComparer.Ordinal,
        EventTypes.PrimaryElected,
        EventTypes.PrimaryReleased,
        EventTypes.LeaseLost,
        EventTypes.SwitchoverRequested,
        EventTypes.FailoverPaused,
        EventTypes.FailoverResumed,
        EventTypes.FailsafeStarted,
        EventTypes.FailsafeEnded,
        EventTypes.NodeJoined,
        EventTypes.NodeLeft,
        EventTypes.NodeLost,
        EventTypes.NodeRefused,
        EventTypes.NodeRemoved,
        EventTypes.NodeHealthChanged,
        EventTypes.NodeDrainStarted,
        EventTypes.NodeDrained,
        EventTypes.NodeMaintenanceStarted,
        EventTypes.NodeActivated,
        EventTypes.HookSucceeded,
        EventTypes.HookFailed,
        EventTypes.AlertSent,
        EventTypes.AlertResolved,
        EventTypes.AlertFailed,
        EventTypes.SettingsChanged,
        EventTypes.SettingsRestored,
        EventTypes.CertificateStaged,
        EventTypes.CertificateActivated,
        EventTypes.CertificateRemoved,
        EventTypes.LockBroken);

    public static EventKind Of(string type) => OfTheCluster.Contains(type) ? EventKind.Cluster : EventKind.Application;
}
