using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.Gateway.Health;

/// <summary>Decides how a node is. The agent's verdict counts at once; only silence needs a threshold. Pure.</summary>
internal static class NodeHealthDecision
{
    /// <param name="silentAfter">Unanswered questions after which an agent is silent.</param>
    public static NodeVerdict Decide(NodeEvidence evidence, int silentAfter)
    {
        if (evidence is { ConnectFailed: true, ApplicationAnswers: false })
        {
            return new(NodeHealth.Unhealthy, "the application refuses connections, the gateway's own probe included");
        }

        if (evidence is { AgentRestarted: true, ApplicationAnswers: true })
        {
            return new(NodeHealth.Unknown, "the agent has just started, the application answers");
        }

        if (evidence.Unanswered < silentAfter)
        {
            return evidence.Self is { } self
                ? new(self.Health, ReasonOf(self))
                : new(NodeHealth.Starting, "the agent has not answered yet");
        }

        return evidence.ApplicationAnswers switch
        {
            true => new(NodeHealth.Unknown, "the agent is silent, the application answers"),
            false => new(NodeHealth.Unhealthy, "neither the agent nor the application answers"),
            null => new(NodeHealth.Unhealthy, "the agent is silent and the application's address is not known"),
        };
    }

    private static string ReasonOf(SelfView self)
    {
        var failing = self.Checks.Where(c => c.Passing == false && c.Impact != CheckImpact.Warning).Select(c => c.Name).ToArray();
        return (self.Health, failing.Length) switch
        {
            (NodeHealth.Healthy, _) => "the agent says so",
            (_, 0) => "the agent says so",
            _ => $"the agent says so: check {string.Join(", ", failing)} fails",
        };
    }
}
