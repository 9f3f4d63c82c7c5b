using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Text;
using ClusterGateway.Gateway.Dashboard.Pages;
using ClusterGateway.Gateway.Dashboard.Picture;
using ClusterGateway.Gateway.Management;

namespace ClusterGateway.Gateway.Dashboard.Actions;

/// <summary>What can be done to a node. Pure.</summary>
internal static class NodeActions
{
    private static readonly ActionField Force = new("force", "Also when it leaves no active node", FieldKind.Check);

    /// <returns>Null when there is no such node or verb.</returns>
    public static AdminAction? Of(string id, string verb, DashboardPicture picture)
    {
        var node = picture.Nodes.FirstOrDefault(node => node.View.Id == id)?.View;
        return (node, verb) switch
        {
            (null, _) => null,
            (_, "drain") => Drain(node),
            (_, "maintenance") => Maintenance(node),
            (_, "activate") => Activate(node),
            _ => null,
        };
    }

    private static AdminAction Drain(NodeView node) => new()
    {
        Title = $"Drain {node.Id}?",
        Effects =
        [
            $"{node.Id} gets no new users from now on.",
            node.Sessions == 0 ? "Nobody has a session there now." : $"{Words.Count(node.Sessions, "session stays", "sessions stay")} there until they end.",
            "When the last one has ended, or at the deadline whoever is left, the node goes to maintenance.",
            .. HandOver(node),
        ],
        Button = $"Drain {node.Id}",
        Done = $"{node.Id} drains: no new users, and maintenance when the last session has ended.",
        Ask = said => Duration.TryParse(said.GetValueOrDefault("deadline"), out var length)
            ? (Drain(node, "drain", length, said), null)
            : (null, $"'{said.GetValueOrDefault("deadline")}' is not a duration: write it as 30m, 2h or 90s."),
        Fields = [new("deadline", "Deadline") { Hint = "30m, 2h, 90s", Default = "30m", IsRequired = true }, Force],
    };

    private static AdminAction Maintenance(NodeView node) => new()
    {
        Title = $"Put {node.Id} into maintenance?",
        Effects =
        [
            $"{node.Id} gets no traffic at all, at once.",
            node.Sessions == 0
                ? "Nobody has a session there now."
                : $"{Words.Count(node.Sessions, "session there is lost: its user signs", "sessions there are lost: their users sign")} in anew, on another node. Draining spares them that.",
            .. HandOver(node),
        ],
        Button = $"Put {node.Id} into maintenance",
        Done = $"{node.Id} is in maintenance.",
        Ask = said => (Drain(node, "maintenance", null, said), null),
        Fields = [Force],
        IsRisky = node.Sessions > 0,
    };

    private static AdminAction Activate(NodeView node) => new()
    {
        Title = $"Activate {node.Id}?",
        Effects = [$"{node.Id} takes part fully again: new users come, a few at first, and it may become the primary."],
        Button = $"Activate {node.Id}",
        Done = $"{node.Id} is active.",
        Ask = AdminAction.Always(HttpMethod.Post, PathOf(node, "activate")),
    };

    private static string[] HandOver(NodeView node) =>
        node.Role == NodeRole.Primary ? [$"{node.Id} is the primary: the role is handed over first, and admin requests wait a moment."] : [];

    private static AgentRequest Drain(NodeView node, string verb, TimeSpan? deadline, IReadOnlyDictionary<string, string> said)
    {
        var request = new DrainRequest(deadline is { } length ? (Duration)length : null, said.GetValueOrDefault("force") == "true");
        return new AgentRequest(HttpMethod.Post, PathOf(node, verb)) { Body = JsonSerializer.SerializeToUtf8Bytes(request, ContractsJson.Default.DrainRequest) };
    }

    private static string PathOf(NodeView node, string verb) => $"/v1/members/{Uri.EscapeDataString(node.Id)}/{verb}";
}
