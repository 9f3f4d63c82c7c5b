using ClusterGateway.Contracts.Alerts;
using ClusterGateway.NodeAgent.Diagnostics;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Alerts.Delivery;

/// <summary>Makes messages of what is kept.</summary>
internal sealed class AlertMessages(NodeIdentity self, AlertRules rules, StoreClock clock)
{
    /// <summary>Where nothing is sent again, an alert is open until somebody says otherwise.</summary>
    private static readonly TimeSpan Open = TimeSpan.FromDays(30);

    public AlertMessage Of(AlertRecord record) => new()
    {
        Id = record.Id,
        Kind = record.Kind,
        Code = record.Code,
        Node = record.Node,
        Severity = record.Severity,
        Summary = record.Summary,
        Detail = record.Detail,
        Cluster = self.Cluster,
        Sender = self.Id,
        Since = record.Since,
        Ends = record.Resolved ?? record.Told + (rules.Remind > TimeSpan.Zero ? 2 * rules.Remind : Open),
        Told = record.Told,
    };

    public AlertMessage Test() => new()
    {
        Id = Guid.NewGuid().ToString("N"),
        Kind = AlertMessageKind.Test,
        Code = AlertCodes.Test,
        Node = self.Id,
        Severity = AlertSeverity.Warning,
        Summary = $"Test alert of {self.Id}",
        Detail = "An administrator tries the alerts of this node; nothing is wrong",
        Cluster = self.Cluster,
        Sender = self.Id,
        Since = clock.Now,
        Ends = clock.Now,
        Told = clock.Now,
    };
}
