using System.CommandLine;
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
        invocation.Printer.One(sight.View, ContractsJson.Default.ClusterStatusView, printer => Show(printer, sight));
        return ExitCodes.Done;
    });

    private static void Show(TablePrinter printer, ClusterSight sight)
    {
        printer.Line($"Cluster   {sight.Asked.Cluster}, asked at {sight.Asked.Id}");
        ShowPrimary(printer, sight);
        printer.Line(
            $"Store     {sight.Asked.StoreProvider}, {(sight.Asked.StoreReachable ? "answers" : $"gives {sight.Asked.Id} no answer")}",
            sight.Asked.StoreReachable ? Tone.Good : Tone.Bad);
        if (sight.Asked.Paused)
        {
            printer.Line("Failover  paused: a primary that fails is not replaced until 'clusterctl resume'", Tone.Warning);
        }

        printer.Line("");
        printer.Table(sight.Nodes, NodeColumns.All);
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

    private static void ShowPrimary(TablePrinter printer, ClusterSight sight)
    {
        if (sight.Leader is { } leader)
        {
            printer.Line($"Primary   {leader.NodeId}, since {leader.AcquiredAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}, term {leader.Term}", Tone.Good);
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
