using ClusterGateway.Gateway.Dashboard.Picture;

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
            AgentPath = "/v1/leader/switchover",
            Fields = ActionFields.Target,
            Targets = [.. picture.Nodes.Where(node => NodeVerbs.MayBePrimary(node.View)).Select(node => node.View.Id)],
            NeedsTarget = paused,
        };
    }

    public static AdminAction Pause() => new()
    {
        Title = "Pause automatic failover?",
        Effects = ["A primary that is lost is not replaced until somebody resumes it: admin requests wait, then fail. Users are served.", "A switchover to a named node stays possible."],
        Button = "Pause failover",
        Done = "Automatic failover is paused.",
        AgentPath = "/v1/leader/pause",
        IsRisky = true,
    };

    public static AdminAction Resume() => new()
    {
        Title = "Resume automatic failover?",
        Effects = ["A primary that is lost is replaced again; when there is none now, one is elected at once."],
        Button = "Resume failover",
        Done = "Automatic failover is on again.",
        AgentPath = "/v1/leader/resume",
    };
}
