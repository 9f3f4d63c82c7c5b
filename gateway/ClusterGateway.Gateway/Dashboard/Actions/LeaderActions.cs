using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Leadership;
using ClusterGateway.Gateway.Dashboard.Picture;
using ClusterGateway.Gateway.Management;

namespace ClusterGateway.Gateway.Dashboard.Actions;

/// <summary>What can be done to the primary role. Pure.</summary>
internal static class LeaderActions
{
    public static AdminAction SwitchOver(DashboardPicture picture)
    {
        var paused = picture.Status.Paused;
        return new AdminAction
        {
            Title = "Switch the primary over?",
            Effects =
            [
                picture.Primary is { } primary ? $"{primary.NodeId} hands the role over when its running admin requests have ended." : "Nobody is primary now.",
                "New admin requests wait meanwhile, usually less than a second; administrators sign in anew on the new primary. Users notice nothing.",
                .. paused ? (string[])["Failover is paused: the new primary must be named."] : [],
            ],
            Button = "Switch over",
            Done = "The switchover was requested: the new primary appears here in a moment.",
            Ask = To,
            Fields = [new("to", "New primary", FieldKind.Choice) { Choices = [.. Targets(picture, mustBeNamed: paused)] }],
        };
    }

    public static AdminAction Pause() => new()
    {
        Title = "Pause automatic failover?",
        Effects = ["A primary that is lost is not replaced until somebody resumes it: admin requests wait, then fail. Users are served.", "A switchover to a named node stays possible."],
        Button = "Pause failover",
        Done = "Automatic failover is paused.",
        Ask = AdminAction.Always(HttpMethod.Post, "/v1/leader/pause"),
        IsRisky = true,
    };

    public static AdminAction Resume() => new()
    {
        Title = "Resume automatic failover?",
        Effects = ["A primary that is lost is replaced again; when there is none now, one is elected at once."],
        Button = "Resume failover",
        Done = "Automatic failover is on again.",
        Ask = AdminAction.Always(HttpMethod.Post, "/v1/leader/resume"),
    };

    private static IEnumerable<KeyValuePair<string, string>> Targets(DashboardPicture picture, bool mustBeNamed)
    {
        var nodes = picture.Nodes.Where(node => NodeVerbs.MayBePrimary(node.View)).Select(node => KeyValuePair.Create(node.View.Id, node.View.Id));
        return mustBeNamed ? nodes : nodes.Prepend(new("", "The best candidate"));
    }

    private static (AgentRequest? Request, string? Mistake) To(IReadOnlyDictionary<string, string> said)
    {
        var to = said.GetValueOrDefault("to");
        var request = new SwitchoverRequest(string.IsNullOrEmpty(to) ? null : to);
        return (new AgentRequest(HttpMethod.Post, "/v1/leader/switchover")
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(request, ContractsJson.Default.SwitchoverRequest),
        }, null);
    }
}
