using System.CommandLine;
using ClusterGateway.Cli.Events;
using ClusterGateway.Cli.Gateways;
using ClusterGateway.Cli.Nodes;
using ClusterGateway.Cli.Output;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Alerts;

namespace ClusterGateway.Cli.Status;

/// <summary><c>clusterctl status</c>: who is primary and why, and what is wrong.</summary>
internal static class StatusVerb
{
    public static Command Create(Verbs verbs) => verbs.Create("status", "The cluster at a glance", async (invocation, token) =>
    {
        var sight = await ClusterSight.TakeAsync(invocation.Agent, token);
        var reason = sight.Leader is { } leader && invocation.Printer is TablePrinter ? await RecentEvents.ReasonOfTermAsync(invocation.Agent, leader.Term, token) : null;
        invocation.Printer.One(sight.View, ContractsJson.Default.ClusterStatusView, printer => Show(printer, sight, reason));
        return ExitCodes.Done;
    });

    private static void Show(TablePrinter printer, ClusterSight sight, string? reason)
    {
        printer.Line($"Cluster   {sight.Asked.Cluster}, asked at {sight.Asked.Id}");
        ShowPrimary(printer, sight, reason);
        printer.Line(
            $"Store     {sight.Asked.StoreProvider}, {(sight.Asked.StoreReachable ? "answers" : $"gives {sight.Asked.Id} no answer")}",
            sight.Asked.StoreReachable ? Tone.Good : Tone.Bad);
        if (sight.Asked.Paused)
        {
            printer.Line("Failover  paused: a primary that fails is not replaced until 'clusterctl resume'", Tone.Warning);
        }

        printer.Line("");
        printer.Table(sight.Nodes, NodeColumns.For(sight.Nodes));
        printer.Line("");
        if (sight.Gateways.Count > 0)
        {
            printer.Table(sight.Gateways, GatewayColumns.All);
        }
        else
        {
            printer.Line("No gateway is alive, as far as this agent knows.", Tone.Warning);
        }

        ShowAlerts(printer, sight);
        ShowWarnings(printer, sight);
    }

    private static void ShowPrimary(TablePrinter printer, ClusterSight sight, string? reason)
    {
        if (sight.Leader is { } leader)
        {
            printer.Line($"Primary   {leader.NodeId}, since {leader.AcquiredAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}, term {leader.Term}, its lease lasts {Span.OfSeconds(leader.LeaseRemaining)} more", Tone.Good);
            if (reason is not null)
            {
                printer.Line($"Why       {reason}");
            }

            return;
        }

        printer.Line("Primary   none: admin requests wait", Tone.Bad);
    }

    private static void ShowAlerts(TablePrinter printer, ClusterSight sight)
    {
        foreach (var alert in sight.Alerts)
        {
            printer.Line(
                $"Alert     {alert.Code}, since {alert.Since.ToLocalTime():yyyy-MM-dd HH:mm:ss}: {alert.Summary}. {alert.Detail}",
                alert.Severity == AlertSeverity.Critical ? Tone.Bad : Tone.Warning);
        }
    }

    private static void ShowWarnings(TablePrinter printer, ClusterSight sight)
    {
        foreach (var (node, warning) in sight.Nodes.SelectMany(node => node.Warnings.Select(warning => (node.Id, warning))).DistinctBy(w => w.warning.Detail))
        {
            printer.Line($"Warning   {node}: {warning.Code}: {warning.Detail}", Tone.Warning);
        }
    }
}
